using Customers.Domain.Amounts;
using Customers.Domain.Identity;

namespace Customers.Domain.Catalogue;

/// <summary>What people keep about a product and may change.</summary>
public sealed record ProductDetails
{
    public required string Name { get; init; }
    public required UnitPrice Price { get; init; }
    public string? Collection { get; init; }
    public string? Category { get; init; }
    public string? Brand { get; init; }
    /// <summary>Only for those of <see cref="ExclusiveCustomerIds"/>; while false, these are kept without effect.</summary>
    public bool IsExclusive { get; init; }
    public IReadOnlyList<CustomerId> ExclusiveCustomerIds { get; init; } = [];
    /// <summary>False: nobody may order it any more.</summary>
    public bool Active { get; init; } = true;
}
