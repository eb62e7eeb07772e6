namespace Customers.Functions.Stores;

/// <summary>How an event ended that was not refused.</summary>
/// <param name="Reason">Why it is ignored.</param>
public sealed record EventResult(bool Ignored, string? Reason)
{
    /// <summary>The raw body tells of a redacted person: it goes as soon as may be.</summary>
    public bool ForgetBody { get; init; }

    /// <summary>The job that does what it asks for.</summary>
    public string? JobId { get; init; }

    public static readonly EventResult Done = new(false, null);
}
