using Customers.Functions.Jobs;
using Microsoft.Azure.Functions.Worker;

namespace Customers.Functions.Triggers;

/// <summary>One function for each of <see cref="Schedules.All"/>.</summary>
public sealed class TimerFunctions(Schedules schedules)
{
    [Function(Schedules.PullStores)]
    public Task PullStores([TimerTrigger(Schedules.EveryQuarterHour, RunOnStartup = false)] TimerInfo timer, CancellationToken cancel) =>
        schedules.RunAsync(Schedules.PullStores, cancel);

    [Function(Schedules.NightlyCreditCheck)]
    public Task NightlyCreditCheck([TimerTrigger(Schedules.EveryQuarterHour, RunOnStartup = false)] TimerInfo timer, CancellationToken cancel) =>
        schedules.RunAsync(Schedules.NightlyCreditCheck, cancel);

    [Function(Schedules.RequeueEvents)]
    public Task RequeueEvents([TimerTrigger(Schedules.EveryFiveMinutes, RunOnStartup = false)] TimerInfo timer, CancellationToken cancel) =>
        schedules.RunAsync(Schedules.RequeueEvents, cancel);

    [Function(Schedules.FinishDeletions)]
    public Task FinishDeletions([TimerTrigger(Schedules.EveryFiveMinutes, RunOnStartup = false)] TimerInfo timer, CancellationToken cancel) =>
        schedules.RunAsync(Schedules.FinishDeletions, cancel);

    [Function(Schedules.ResumeJobs)]
    public Task ResumeJobs([TimerTrigger(Schedules.EveryFiveMinutes, RunOnStartup = false)] TimerInfo timer, CancellationToken cancel) =>
        schedules.RunAsync(Schedules.ResumeJobs, cancel);

    [Function(Schedules.FinishMerges)]
    public Task FinishMerges([TimerTrigger(Schedules.EveryFiveMinutes, RunOnStartup = false)] TimerInfo timer, CancellationToken cancel) =>
        schedules.RunAsync(Schedules.FinishMerges, cancel);

    [Function(Schedules.TellFamilies)]
    public Task TellFamilies([TimerTrigger(Schedules.EveryFiveMinutes, RunOnStartup = false)] TimerInfo timer, CancellationToken cancel) =>
        schedules.RunAsync(Schedules.TellFamilies, cancel);

    [Function(Schedules.FinishNumbers)]
    public Task FinishNumbers([TimerTrigger(Schedules.EveryFiveMinutes, RunOnStartup = false)] TimerInfo timer, CancellationToken cancel) =>
        schedules.RunAsync(Schedules.FinishNumbers, cancel);

    [Function(Schedules.RequeueDeliveries)]
    public Task RequeueDeliveries([TimerTrigger(Schedules.EveryFiveMinutes, RunOnStartup = false)] TimerInfo timer, CancellationToken cancel) =>
        schedules.RunAsync(Schedules.RequeueDeliveries, cancel);

    [Function(Schedules.WatchWebhooks)]
    public Task WatchWebhooks([TimerTrigger(Schedules.EveryHour, RunOnStartup = false)] TimerInfo timer, CancellationToken cancel) =>
        schedules.RunAsync(Schedules.WatchWebhooks, cancel);

    [Function(Schedules.ForgetOldAnswers)]
    public Task ForgetOldAnswers([TimerTrigger(Schedules.EveryHour, RunOnStartup = false)] TimerInfo timer, CancellationToken cancel) =>
        schedules.RunAsync(Schedules.ForgetOldAnswers, cancel);

    [Function(Schedules.ForgetOldEventBodies)]
    public Task ForgetOldEventBodies([TimerTrigger(Schedules.EveryHour, RunOnStartup = false)] TimerInfo timer, CancellationToken cancel) =>
        schedules.RunAsync(Schedules.ForgetOldEventBodies, cancel);

    [Function(Schedules.ForgetOldDeliveries)]
    public Task ForgetOldDeliveries([TimerTrigger(Schedules.EveryHour, RunOnStartup = false)] TimerInfo timer, CancellationToken cancel) =>
        schedules.RunAsync(Schedules.ForgetOldDeliveries, cancel);

    [Function(Schedules.RemoveLooseFiles)]
    public Task RemoveLooseFiles([TimerTrigger(Schedules.EveryHour, RunOnStartup = false)] TimerInfo timer, CancellationToken cancel) =>
        schedules.RunAsync(Schedules.RemoveLooseFiles, cancel);

    [Function(Schedules.RemoveImportFiles)]
    public Task RemoveImportFiles([TimerTrigger(Schedules.EveryHour, RunOnStartup = false)] TimerInfo timer, CancellationToken cancel) =>
        schedules.RunAsync(Schedules.RemoveImportFiles, cancel);
}
