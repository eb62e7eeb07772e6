using Customers.Domain.Identity;

namespace Customers.Domain.Credit;

/// <summary>What a branch has told its parent last, so that it tells again once that no longer holds.</summary>
public sealed record ToldParent(CustomerId Parent, CreditUse Use);

/// <summary>What a branch knows of its parent's limit.</summary>
/// <param name="Version">Of the parent's account when it said so: what is older is not listened to.</param>
/// <param name="IsBroken">The limit is broken by the parent and its branches together.</param>
public sealed record ParentLimit(CustomerId Parent, int Version, bool IsBroken);
