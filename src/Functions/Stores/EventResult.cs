namespace Customers.Functions.Stores;

/// <summary>How an event ended that was not refused.</summary>
/// <param name="Reason">Why it is ignored.</param>
public sealed record EventResult(bool Ignored, string? Reason)
{
    public static readonly EventResult Done = new(false, null);
}
