using Customers.Domain.Accounts;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Search;

namespace Customers.Domain.Deliveries;

/// <summary>What of an order was handed over, and where to. It is fixed once written.</summary>
public sealed record DeliveryNote
{
    public required string Id { get; init; }
    public required CustomerId CustomerId { get; init; }
    public required string Number { get; init; }
    public required string OrderId { get; init; }
    public required DateOnly Date { get; init; }
    public required IReadOnlyList<DeliveredLine> Lines { get; init; }
    public Address? ShippingAddress { get; init; }
    public string? Notes { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    public static readonly DocumentType<DeliveryNote> Type = new("deliveryNote", Containers.Customers, d => d.CustomerId.Value, d => d.Id)
    {
        IsPart = true,
        Moved = (note, customer) => note with { CustomerId = customer },
        Single = new Dictionary<string, Func<DeliveryNote, FieldValue?>> { ["createdAt"] = d => d.CreatedAt.ToUnixTimeMilliseconds(), ["number"] = d => NumberOrder.KeyOf(SearchWords.Fold(d.Number)), ["orderId"] = d => d.OrderId },
        Indexes = [["createdAt"], ["number"]],
        PartitionIndexes = [["createdAt"], ["orderId"]],
    };
}

/// <param name="Line">Its place in the order, from 1.</param>
public sealed record DeliveredLine(int Line, string? Sku, string Description, decimal Quantity);
