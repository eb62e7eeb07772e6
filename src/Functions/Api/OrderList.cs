using Customers.Domain.Documents;
using Customers.Domain.Orders;
using Customers.Domain.Settings;
using Customers.Functions.Http;
using Customers.Functions.Imports;

namespace Customers.Functions.Api;

/// <summary>Filters and sorts of lists of orders, and the columns of their files.</summary>
internal static class OrderList
{
    public static readonly string[] Sorts = ["number", "total", "status", "dueDate"];
    public static readonly string[] Filters = ["q", "status", "storeId", "from", "to", "poNumber"];

    private static readonly string[] AddressParts = ["name", "company", "line1", "line2", "city", "region", "postalCode", "country", "phone"];

    public static readonly IReadOnlyList<Column> Columns =
    [
        .. new[]
        {
            "id", "number", "customerId", "poNumber", "status", "createdAt", "dueDate", "paymentTerms", "currency", "subtotal", "discountTotal", "feeTotal", "shippingTotal", "taxTotal", "total",
            "invoiced", "paid", "remaining", "contactId", "notes", "pendingReason", "source.storeId", "source.externalId", "source.externalNumber",
        }.Select(name => new Column(name)),
        .. new[] { "billingAddress", "shippingAddress" }.SelectMany(address => AddressParts.Select(part => new Column($"{address}.{part}"))),
    ];

    public static Query Read(ListRequest list, Organisation organisation)
    {
        List<Condition?> conditions =
        [
            .. Searched(list),
            list.Choice<OrderStatus>("status") is { } status ? new Condition.Equal("status", status.ToString()) : null,
            list.Text("storeId") is { } store ? new Condition.Equal("storeId", store) : null,
            Created(list, organisation),
        ];
        return new(Order.Type, list.Limit) { Where = [.. conditions.OfType<Condition>()] };
    }

    /// <summary>By <c>q</c> and <c>poNumber</c>.</summary>
    public static IEnumerable<Condition> Searched(ListRequest list)
    {
        foreach (var word in list.Words("q")) yield return new Condition.AnyPrefix("words", word);
        if (list.Text("poNumber") is { } poNumber) yield return new Condition.Equal("poNumber", poNumber);
    }

    /// <summary>From a day to a day, as the organisation counts them.</summary>
    public static Condition? Created(ListRequest list, Organisation organisation)
    {
        var (from, to) = (list.Date("from"), list.Date("to"));
        return from is null && to is null ? null : new Condition.Range("createdAt", StartOf(from), StartOf(to?.AddDays(1)));

        FieldValue? StartOf(DateOnly? date) => date is { } day ? organisation.StartOf(day).ToUnixTimeMilliseconds() : null;
    }
}
