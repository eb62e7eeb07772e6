using Customers.Domain.Accounts;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Sales;
using Customers.Domain.Search;

namespace Customers.Domain.Returns;

/// <summary>Goods of an order that the customer sends back: announced, then received and credited.</summary>
public sealed record SalesReturn
{
    public required string Id { get; init; }
    public required CustomerId CustomerId { get; init; }
    public required string Number { get; init; }
    public required string OrderId { get; init; }
    public required ReturnStatus Status { get; init; }
    /// <summary>What comes back, at the order's prices.</summary>
    public required Sale Sale { get; init; }
    public required string Reason { get; init; }
    /// <summary>Once it is received.</summary>
    public string? CreditNoteId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public int Version { get; init; } = 1;

    public static readonly DocumentType<SalesReturn> Type = new("return", Containers.Customers, r => r.CustomerId.Value, r => r.Id)
    {
        IsPart = true,
        Moved = (announced, customer) => announced with { CustomerId = customer },
        Single = new Dictionary<string, Func<SalesReturn, FieldValue?>> { ["createdAt"] = r => r.CreatedAt.ToUnixTimeMilliseconds(), ["number"] = r => NumberOrder.KeyOf(SearchWords.Fold(r.Number)), ["status"] = r => r.Status.ToString(), ["orderId"] = r => r.OrderId },
        Facets = ["status"],
        Indexes = [["createdAt"], ["number"]],
        PartitionIndexes = [["createdAt"], ["orderId"]],
    };
}

public enum ReturnStatus { Open, Received }
