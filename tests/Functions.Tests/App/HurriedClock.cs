namespace Customers.Functions.Tests.App;

/// <summary>Runs a hundred times as fast as a real clock, so that what waits for minutes waits for a moment.</summary>
internal sealed class HurriedClock : TimeProvider
{
    private const int Faster = 100;
    private readonly long _begun = System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => RunningClock.Start + System.GetElapsedTime(_begun) * Faster;

    public override long GetTimestamp() => System.GetTimestamp() * Faster;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new HurriedTimer(System.CreateTimer(callback, state, Shorter(dueTime), Shorter(period)));

    private static TimeSpan Shorter(TimeSpan time) => time > TimeSpan.Zero ? time / Faster : time;

    private sealed class HurriedTimer(ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(Shorter(dueTime), Shorter(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
