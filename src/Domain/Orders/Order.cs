using System.Text.Json.Serialization;
using Customers.Domain.Accounts;
using Customers.Domain.Amounts;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Sales;
using Customers.Domain.Search;
using Customers.Domain.Stores;

namespace Customers.Domain.Orders;

/// <summary>A sales order in the partition of its customer: one that people keep, or one of a store. Every commit that touches it replaces the customer too.</summary>
public sealed record Order
{
    public required string Id { get; init; }
    public required CustomerId CustomerId { get; init; }
    public required string Number { get; init; }
    public required OrderStatus Status { get; init; }
    public required Sale Sale { get; init; }
    public required SalesTerms Terms { get; init; }
    public required DateOnly DueDate { get; init; }
    /// <summary>Why it waits, where it is <see cref="OrderStatus.Pending"/>.</summary>
    public string? PendingReason { get; init; }
    /// <summary>What became of each line, in their order; empty as long as nothing did.</summary>
    public IReadOnlyList<LineProgress> Progress { get; init; } = [];
    /// <summary>In minor units: what invoices of people's making came to.</summary>
    public long InvoicedByPeople { get; init; }
    /// <summary>In minor units: what payments and credit notes of people's making settle on its invoices.</summary>
    public long SettledByPeople { get; init; }
    /// <summary>Null for an order that people keep.</summary>
    public OrderSource? Source { get; init; }
    /// <summary>What is posted on the account for a store's order so far.</summary>
    public OrderPosted Posted { get; init; } = new();
    /// <summary>The store deleted it: it is cancelled and nothing is owed or paid for it.</summary>
    public bool Deleted { get; init; }
    /// <summary>Set on the stub that stays behind when the order went to another customer.</summary>
    public CustomerId? MovedTo { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public int Version { get; init; } = 1;

    /// <summary>Of a store's order, which it must be.</summary>
    [JsonIgnore] public OrderSource FromStore => Source ?? throw new InvalidOperationException($"{Id} is no order of a store.");
    [JsonIgnore] public Currency Currency => Sale.Currency;
    [JsonIgnore] public Money Invoiced => new(Posted.Net.Total + InvoicedByPeople, Currency);
    [JsonIgnore] public Money Paid => new(Posted.Paid - Posted.Refunded + SettledByPeople, Currency);
    /// <summary>
    /// What the customer still has to pay for it: of a store's order the part invoiced, of another all of it unless it is
    /// cancelled. Negative when the customer is owed money.
    /// </summary>
    [JsonIgnore] public Money Remaining => (Source is null && Status != OrderStatus.Cancelled ? Sale.Total : Invoiced) - Paid;
    /// <summary>What may still be invoiced; the account counts it as an open order. Store orders are not among those.</summary>
    [JsonIgnore] public Money ToInvoice => Source is null && Status is OrderStatus.Confirmed or OrderStatus.Fulfilled ? Sale.Total - Invoiced : Money.Zero(Currency);

    /// <summary>What became of a line so far.</summary>
    public LineProgress ProgressOf(int line) => line < Progress.Count ? Progress[line] : new();

    /// <summary>Of each line, one of its quantities.</summary>
    public IReadOnlyList<decimal> Quantities(Func<LineProgress, decimal> which) => [.. Sale.Lines.Select((_, i) => which(ProgressOf(i)))];

    /// <summary>With so much of each line invoiced, for so much in all.</summary>
    public Order Invoicing(IReadOnlyList<decimal> parts, Money total) =>
        Progressing(parts, (line, part) => line with { Invoiced = line.Invoiced + part }) with { InvoicedByPeople = InvoicedByPeople + total.Minor };

    /// <summary>With more progress of each line.</summary>
    public Order Progressing(IReadOnlyList<decimal> parts, Func<LineProgress, decimal, LineProgress> more) => this with { Progress = [.. parts.Select((part, i) => more(ProgressOf(i), part))] };

    /// <summary>With its postings as people's doing has left them.</summary>
    /// <param name="more">How much more of one is settled than before, in minor units.</param>
    public Order Settling(IReadOnlyList<Posting> changed, Func<Posting, long> more, DateTimeOffset now) => this with
    {
        SettledByPeople = SettledByPeople + changed.Where(p => p.Kind == PostingKind.Invoice && p.Total.Currency == Currency).Sum(more),
        Posted = Posted with { Postings = [.. Posted.Postings.Select(p => changed.FirstOrDefault(now => now.Id == p.Id) ?? p)] },
        UpdatedAt = now,
        Version = Version + 1,
    };

    public static readonly DocumentType<Order> Type = new("order", Containers.Customers, o => o.CustomerId.Value, o => o.Id)
    {
        Single = new Dictionary<string, Func<Order, FieldValue?>>
        {
            ["customerId"] = o => Shown(o)?.CustomerId.Value,
            ["number"] = o => Shown(o) is { } shown ? NumberOrder.KeyOf(SearchWords.Fold(shown.Number)) : null,
            ["status"] = o => Shown(o)?.Status.ToString(),
            ["storeId"] = o => Shown(o)?.Source?.StoreId,
            ["poNumber"] = o => Shown(o)?.Terms.PoNumber,
            ["createdAt"] = o => Shown(o)?.CreatedAt.ToUnixTimeMilliseconds(),
            ["withBalance"] = o => Shown(o) is { Remaining.IsZero: false, Status: not (OrderStatus.Draft or OrderStatus.Pending) } shown ? shown.CreatedAt.ToUnixTimeMilliseconds() : null,
            ["dueDate"] = o => Shown(o)?.DueDate.DayNumber,
            ["total"] = o => Shown(o)?.Sale.Total.SortKey,
        },
        Multi = new Dictionary<string, Func<Order, FieldValue?>>
        {
            ["words"] = o => Shown(o) is { } shown ? new FieldValue.Many(shown.Sale.Words(shown.Number, shown.Terms)) : null,
        },
        Facets = ["status"],
        Indexes = [["createdAt"], ["storeId", "createdAt"], ["poNumber"], ["number"], ["total"], ["status"], ["dueDate"]],
        PartitionIndexes = [["createdAt"], ["withBalance"]], // a stub has no createdAt, so no list shows it
        Moved = (order, customer) => order with
        {
            CustomerId = customer,
            Posted = order.Posted with { Postings = [.. order.Posted.Postings.Select(posting => posting with { CustomerId = customer })] },
        },
    };

    /// <summary>A stub carries no fields, so no list or search finds it.</summary>
    private static Order? Shown(Order order) => order.MovedTo is null ? order : null;

}

/// <summary>Of a line of an order, in the line's own quantities.</summary>
public sealed record LineProgress(decimal Invoiced = 0, decimal Delivered = 0, decimal Returned = 0);

/// <summary>Where a store order came from, in the store's own words.</summary>
public sealed record OrderSource(
    string StoreId, StoreKind System, string ExternalId, string ExternalNumber, DateTimeOffset ImportedAt, string Status, string? FinancialStatus)
{
    /// <summary>The version of it that was taken.</summary>
    public required StoreVersion Version { get; init; }
}
