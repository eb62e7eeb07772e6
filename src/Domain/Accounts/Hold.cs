namespace Customers.Domain.Accounts;

/// <summary>Whether the customer may buy on account. Automatic holds come and go with the credit rule; people set the others.</summary>
/// <param name="Reason"><c>credit-limit</c>, <c>past-due</c>, or a person's words.</param>
/// <param name="By">Who put the customer on hold; the hub for automatic holds.</param>
public sealed record Hold(HoldMode Mode, bool OnHold, string? Reason, DateTimeOffset? Since, string? By)
{
    public static readonly Hold None = new(HoldMode.Automatic, false, null, null, null);
    public static readonly Hold Exempt = new(HoldMode.Exempt, false, null, null, null);
}

public enum HoldMode { Automatic, Manual, Exempt }
