namespace Customers.Functions.Tests.App;

/// <summary>Runs like a real clock, but from a date that fits the recordings, whatever the machine says.</summary>
internal sealed class RunningClock : TimeProvider
{
    public static readonly DateTimeOffset Start = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private readonly long _begun = System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => Start + System.GetElapsedTime(_begun);
}
