using Customers.Functions.Jobs;

namespace Customers.Functions.Local;

/// <summary>Ticks the schedules, the first time right at the start: what a stop made late is caught up.</summary>
public sealed partial class Ticker(Schedules schedules, TimeProvider clock, ILogger<Ticker> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Schedules.All.Select(schedule => Task.Run(() => TickAsync(schedule, stoppingToken), CancellationToken.None)));

    private async Task TickAsync(Schedule schedule, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(schedule.Every, clock);
        try
        {
            do await RunAsync(schedule, stopping);
            while (await timer.WaitForNextTickAsync(stopping));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
    }

    private async Task RunAsync(Schedule schedule, CancellationToken stopping)
    {
        try
        {
            await schedules.RunAsync(schedule.Name, stopping);
        }
        // A tick that fails must not end the schedule, whatever the fault: the next tick tries again.
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogFailed(fault, schedule.Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The schedule {Schedule} failed")]
    private partial void LogFailed(Exception fault, string schedule);
}
