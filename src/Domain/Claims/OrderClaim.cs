using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Stores;

namespace Customers.Domain.Claims;

/// <summary>One order in a store is one order here: which customer has it, and under which id.</summary>
public sealed record OrderClaim
{
    public required string Id { get; init; }
    /// <summary>Null while only the order's deletion is known.</summary>
    public string? OrderId { get; init; }
    public CustomerId? CustomerId { get; init; }
    /// <summary>Orders that were this one at earlier customers and still have to be reversed there.</summary>
    public IReadOnlyList<string> ToReverse { get; init; } = [];
    /// <summary>The version whose buyer the order was placed with; older ones have no say in where it lives.</summary>
    public StoreVersion? PlacedFor { get; init; }
    /// <summary>The order counts as deleted for every version up to this time.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    public static readonly DocumentType<OrderClaim> Type = new("orderClaim", Containers.Claims, c => c.Id, c => c.Id);

    /// <summary>The order lives here from now on; where it lived before, it has to be reversed.</summary>
    public OrderClaim PlacedAt(CustomerId customer, string orderId, StoreVersion version) => this with
    {
        CustomerId = customer,
        OrderId = orderId,
        PlacedFor = version,
        ToReverse = OrderId is null ? ToReverse : [.. ToReverse.Where(id => id != orderId), OrderId],
    };
}
