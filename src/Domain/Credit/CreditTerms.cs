namespace Customers.Domain.Credit;

/// <summary>What the credit rule goes by.</summary>
/// <param name="Today">In the organisation's time zone.</param>
public sealed record CreditTerms(CreditPolicy Policy, DateOnly Today);
