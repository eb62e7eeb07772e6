using Customers.Domain.Amounts;
using Customers.Domain.Customers;
using Customers.Domain.Orders;
using Customers.Domain.Outcomes;
using Customers.Domain.Sales;
using Customers.Domain.Stores;
using Customers.Functions.Stores;

namespace Customers.Functions.WooCommerce;

/// <summary>
/// WooCommerce's resources in the hub's terms.
/// Money: B = total + Σ refunds (negative), P = B once <c>date_paid_gmt</c> is set; drafts, failed and trashed orders owe and
/// hold nothing; a cancelled one owes nothing and keeps what was paid. Totals are those of the order before refunds: WooCommerce
/// leaves <c>total</c> alone. Subtotal = Σ line subtotals (net), discount, shipping and tax as given, and fees are what is left
/// of the total, so that the sum is exact. A shop in yen may write cents on everything but the total: those are rounded.
/// </summary>
internal static class WooCommerceMapper
{
    public static Outcome<StoreOrder> Order(ReadOnlySpan<byte> body, DateTimeOffset arrivedAt) =>
        StoreContent.Read<WooCommerceOrder, StoreOrder>(body, StoreJson.SnakeCase, order => Order(order, arrivedAt));

    public static Outcome<(StoreCustomer Customer, DateTimeOffset? UpdatedAt)> Customer(ReadOnlySpan<byte> body, DateTimeOffset arrivedAt) =>
        StoreContent.Read<WooCommerceCustomer, (StoreCustomer, DateTimeOffset?)>(body, StoreJson.SnakeCase, customer => Customer(customer, arrivedAt));

    private static Outcome<StoreOrder> Order(WooCommerceOrder order, DateTimeOffset arrivedAt) =>
        StoreContent.Order(order.LineItems.Count, order.Currency, arrivedAt, (content, currency) => Order(order, currency, content));

    private static StoreOrder Order(WooCommerceOrder order, Currency currency, StoreContent content)
    {
        var id = content.Id(order.Id, "id");
        var updatedAt = content.Instant(order.DateModifiedGmt, "date_modified_gmt");
        var status = order.Status.Tidy() ?? "pending";
        var total = content.Exact(order.Total, currency, "total");
        var refunded = Sum(order.Refunds.Select((refund, i) => content.Exact(Abs(refund.Total), currency, $"refunds[{i}].total")), currency);
        var (billed, paid) = Amounts(status, Money.Max(total - refunded, Money.Zero(currency)), order.DatePaidGmt is not null);
        var lines = order.LineItems.Select((line, i) => Line(line, currency, content, $"line_items[{i}]")).ToList();
        return new()
        {
            ExternalId = id,
            Number = order.Number.Tidy() ?? id,
            PlacedAt = content.OptionalInstant(order.DateCreatedGmt, "date_created_gmt") ?? updatedAt,
            UpdatedAt = updatedAt,
            Status = StatusOf(status),
            SourceStatus = status,
            Currency = currency,
            Lines = lines,
            Totals = Totals(order, total, Sum(lines.Select(l => l.Net), currency), content),
            Billed = billed,
            Paid = paid,
            Refunded = refunded,
            PaidAt = content.OptionalInstant(order.DatePaidGmt, "date_paid_gmt"),
            Customer = Buyer(order),
            BillingAddress = Address(order.Billing),
            ShippingAddress = Address(order.Shipping),
            Note = order.CustomerNote.Tidy(StoreTexts.Long),
        };
    }

    private static (Money Billed, Money Paid) Amounts(string status, Money left, bool isPaid)
    {
        var none = Money.Zero(left.Currency);
        return status switch
        {
            "auto-draft" or "draft" or "checkout-draft" or "failed" or "trash" => (none, none),
            "cancelled" => (none, isPaid ? left : none),
            _ => (left, isPaid ? left : none),
        };
    }

    private static OrderStatus StatusOf(string status) => status switch
    {
        "completed" => OrderStatus.Fulfilled,
        "refunded" => OrderStatus.Closed,
        "cancelled" or "failed" or "trash" => OrderStatus.Cancelled,
        "auto-draft" or "draft" or "checkout-draft" => OrderStatus.Draft,
        _ => OrderStatus.Confirmed,
    };

    private static StoreOrderLine Line(WooCommerceLine line, Currency currency, StoreContent content, string field)
    {
        content.Require(line.Quantity is null or >= 0, $"{field}.quantity", "is negative");
        var quantity = Math.Max(line.Quantity ?? 0, 0);
        var net = content.Rounded(line.Subtotal, currency, $"{field}.subtotal");
        var unitPrice = quantity == 0 ? 0 : StoreTexts.UnitPrice(net.Units / quantity, currency);
        return new(line.Sku.Tidy(), line.Name.Tidy(StoreTexts.Line) ?? "", quantity.Plain(), unitPrice, net);
    }

    private static SalesTotals Totals(WooCommerceOrder order, Money total, Money subtotal, StoreContent content)
    {
        var discount = content.Rounded(order.DiscountTotal, total.Currency, "discount_total");
        var shipping = content.Rounded(order.ShippingTotal, total.Currency, "shipping_total");
        var tax = content.Rounded(order.TotalTax, total.Currency, "total_tax");
        return new(subtotal, discount, total - (subtotal - discount + shipping + tax), shipping, tax);
    }

    /// <summary>A guest has the id 0 and is known by the billing address alone.</summary>
    private static StoreCustomer? Buyer(WooCommerceOrder order)
    {
        var id = StoreJson.Digits(order.CustomerId) is { } digits and not "0" ? digits : null;
        return Person(id, order.Billing?.Email, order.Billing?.FirstName, order.Billing?.LastName, order.Billing).OrNobody();
    }

    private static Outcome<(StoreCustomer, DateTimeOffset?)> Customer(WooCommerceCustomer customer, DateTimeOffset arrivedAt)
    {
        var content = new StoreContent("unusable-customer", arrivedAt);
        var id = content.Id(customer.Id, "id");
        var updatedAt = content.OptionalInstant(customer.DateModifiedGmt, "date_modified_gmt");
        var (billing, first, last) = (customer.Billing, customer.FirstName.Tidy(), customer.LastName.Tidy());
        var named = (first ?? last) is not null;
        return content.Accept<(StoreCustomer, DateTimeOffset?)>((Person(id, customer.Email.Tidy() ?? billing?.Email,
            named ? first : billing?.FirstName, named ? last : billing?.LastName, billing), updatedAt));
    }

    private static StoreCustomer Person(string? id, string? email, string? first, string? last, WooCommerceAddress? billing) => new()
    {
        ExternalId = id,
        Email = email.Tidy(),
        FirstName = first.Tidy(),
        LastName = last.Tidy(),
        Company = billing?.Company.Tidy(),
        Phone = billing?.Phone.Tidy(),
        Address = Address(billing),
    };

    private static Address? Address(WooCommerceAddress? from) => from is null ? null : new Address
    {
        Name = $"{from.FirstName.Tidy()} {from.LastName.Tidy()}".Tidy(),
        Company = from.Company.Tidy(),
        Line1 = from.Line1.Tidy(),
        Line2 = from.Line2.Tidy(),
        City = from.City.Tidy(),
        Region = from.State.Tidy(),
        PostalCode = from.Postcode.Tidy(),
        Country = from.Country.Country(),
        Phone = from.Phone.Tidy(),
    }.OrNone();

    private static decimal? Abs(decimal? units) => units is { } value ? Math.Abs(value) : null;

    private static Money Sum(IEnumerable<Money> amounts, Currency currency) => amounts.Aggregate(Money.Zero(currency), (sum, amount) => sum + amount);
}
