using System.Text.Json.Serialization;
using Customers.Domain.Accounts;
using Customers.Domain.Amounts;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Search;
using Customers.Domain.Stores;

namespace Customers.Domain.Orders;

/// <summary>A sales order in the partition of its customer.</summary>
public sealed record Order
{
    public required string Id { get; init; }
    public required CustomerId CustomerId { get; init; }
    public required string Number { get; init; }
    public string? PoNumber { get; init; }
    public required OrderStatus Status { get; init; }
    public required Currency Currency { get; init; }
    public required IReadOnlyList<StoreOrderLine> Lines { get; init; }
    public required StoreOrderTotals Totals { get; init; }
    public Address? BillingAddress { get; init; }
    public Address? ShippingAddress { get; init; }
    public required DateOnly DueDate { get; init; }
    public string? Notes { get; init; }
    public required OrderSource Source { get; init; }
    public required StoreVersion StoreVersion { get; init; }
    /// <summary>What is posted on the account for this order so far.</summary>
    public OrderPosted Posted { get; init; } = new();
    /// <summary>The store deleted it: it is cancelled and nothing is owed or paid for it.</summary>
    public bool Deleted { get; init; }
    /// <summary>Set on the stub that stays behind when the order went to another customer.</summary>
    public CustomerId? MovedTo { get; init; }
    /// <summary>It came here with a customer that was merged, and may still lie there too: until then no list shows it here.</summary>
    public CustomerId? CopyOf { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public int Version { get; init; } = 1;

    [JsonIgnore] public Money Billed => new(Posted.Net.Total, Currency);
    [JsonIgnore] public Money Paid => new(Posted.Paid - Posted.Refunded, Currency);

    public static readonly DocumentType<Order> Type = new("order", Containers.Customers, o => o.CustomerId.Value, o => o.Id)
    {
        Single = new Dictionary<string, Func<Order, FieldValue?>>
        {
            ["customerId"] = o => Shown(o)?.CustomerId.Value,
            ["number"] = o => Shown(o) is { } shown ? SearchWords.Fold(shown.Number) : null,
            ["status"] = o => Shown(o)?.Status.ToString(),
            ["storeId"] = o => Shown(o)?.Source.StoreId,
            ["poNumber"] = o => Shown(o)?.PoNumber,
            ["createdAt"] = o => Shown(o)?.CreatedAt.ToUnixTimeMilliseconds(),
            ["copyOf"] = o => o.CopyOf?.Value,
        },
        Multi = new Dictionary<string, Func<Order, FieldValue?>>
        {
            ["words"] = o => Shown(o) is { } shown ? new FieldValue.Many(Words(shown)) : null,
        },
        Facets = ["status"],
        Indexes = [["createdAt"], ["storeId", "createdAt"], ["poNumber"]],
        PartitionIndexes = [["createdAt"], ["copyOf"]], // a stub has no createdAt, so no list shows it
        Moved = (order, customer) => order with
        {
            CustomerId = customer,
            CopyOf = order.CustomerId,
            Posted = order.Posted with { Postings = [.. order.Posted.Postings.Select(posting => posting with { CustomerId = customer })] },
        },
    };

    /// <summary>A stub carries no fields, so no list or search finds it; nor does a copy as long as the order may be found elsewhere.</summary>
    private static Order? Shown(Order order) => order is { MovedTo: null, CopyOf: null } ? order : null;

    // A store order may have thousands of lines; the first hundred are what anybody searches for.
    private static IReadOnlyCollection<string> Words(Order order) =>
        SearchWords.Of([order.Number, order.PoNumber, .. order.Lines.Take(100).SelectMany(line => new[] { line.Sku, line.Description })]);
}

/// <summary>Where a store order came from, in the store's own words.</summary>
public sealed record OrderSource(
    string StoreId, StoreKind System, string ExternalId, string ExternalNumber, DateTimeOffset ImportedAt, string Status, string? FinancialStatus);

/// <summary>
/// Sums posted for one order, in minor units of its currency. Sums only rise; corrections are documents of their own. When
/// the store changes the order's currency, all is taken back in the old one and the sums start again.
/// </summary>
public sealed record OrderPosted
{
    public long Invoiced { get; init; }
    public long Credited { get; init; }
    public long Paid { get; init; }
    public long Refunded { get; init; }
    /// <summary>Invoices less credit notes, part by part.</summary>
    public Breakdown Net { get; init; }
    /// <summary>How many documents were posted.</summary>
    public int Count { get; init; }
    /// <summary>
    /// Those of which a part is open or may be opened again, just as they lie beside the order: written in one commit with
    /// them, so that the next version needs to read nothing but customer and order.
    /// </summary>
    public IReadOnlyList<Posting> Postings { get; init; } = [];
}
