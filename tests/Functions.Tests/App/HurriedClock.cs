namespace Customers.Functions.Tests.App;

/// <summary>Runs many times as fast as a real clock, so that what waits for minutes waits for a moment.</summary>
internal sealed class HurriedClock(int faster = 100) : TimeProvider
{
    private readonly long _begun = System.GetTimestamp();

    public int Faster => faster;

    public override DateTimeOffset GetUtcNow() => RunningClock.Start + System.GetElapsedTime(_begun) * Faster;

    public override long GetTimestamp() => System.GetTimestamp() * Faster;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new HurriedTimer(this, System.CreateTimer(callback, state, Shorter(dueTime), Shorter(period)));

    private TimeSpan Shorter(TimeSpan time) => time > TimeSpan.Zero ? time / Faster : time;

    private sealed class HurriedTimer(HurriedClock clock, ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(clock.Shorter(dueTime), clock.Shorter(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
