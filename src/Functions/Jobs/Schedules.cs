using Customers.Domain.Attachments;
using Customers.Domain.Credit;
using Customers.Domain.Customers;
using Customers.Domain.Merging;
using Customers.Domain.Settings;
using Customers.Functions.Imports;
using Customers.Functions.Security;
using Customers.Functions.Telemetry;

namespace Customers.Functions.Jobs;

/// <summary>What happens by the clock. Both shells call this; ticks are short, and each job itself knows whether it is due.</summary>
public sealed class Schedules(IServiceScopeFactory scopes)
{
    /// <summary>Name and how often; the cron expression says the same to Azure.</summary>
    public static readonly IReadOnlyList<Schedule> All =
    [
        new(PullStores, TimeSpan.FromMinutes(15), EveryQuarterHour),
        new(NightlyCreditCheck, TimeSpan.FromMinutes(15), EveryQuarterHour),
        new(RequeueEvents, TimeSpan.FromMinutes(5), EveryFiveMinutes),
        new(FinishDeletions, TimeSpan.FromMinutes(5), EveryFiveMinutes),
        new(ResumeJobs, TimeSpan.FromMinutes(5), EveryFiveMinutes),
        new(FinishMerges, TimeSpan.FromMinutes(5), EveryFiveMinutes),
        new(TellFamilies, TimeSpan.FromMinutes(5), EveryFiveMinutes),
        new(FinishNumbers, TimeSpan.FromMinutes(5), EveryFiveMinutes),
        new(RequeueDeliveries, TimeSpan.FromMinutes(5), EveryFiveMinutes),
        new(WatchWebhooks, TimeSpan.FromHours(1), EveryHour),
        new(ForgetOldAnswers, TimeSpan.FromHours(1), EveryHour),
        new(ForgetOldEventBodies, TimeSpan.FromHours(1), EveryHour),
        new(ForgetOldDeliveries, TimeSpan.FromHours(1), EveryHour),
        new(RemoveLooseFiles, TimeSpan.FromHours(1), EveryHour),
        new(RemoveImportFiles, TimeSpan.FromHours(1), EveryHour),
    ];

    public const string PullStores = "PullStores";
    public const string NightlyCreditCheck = "NightlyCreditCheck";
    public const string RequeueEvents = "RequeueEvents";
    public const string FinishDeletions = "FinishDeletions";
    public const string ResumeJobs = "ResumeJobs";
    public const string FinishMerges = "FinishMerges";
    public const string TellFamilies = "TellFamilies";
    public const string FinishNumbers = "FinishNumbers";
    public const string RequeueDeliveries = "RequeueDeliveries";
    public const string WatchWebhooks = "WatchWebhooks";
    public const string ForgetOldAnswers = "ForgetOldAnswers";
    public const string ForgetOldEventBodies = "ForgetOldEventBodies";
    public const string ForgetOldDeliveries = "ForgetOldDeliveries";
    public const string RemoveLooseFiles = "RemoveLooseFiles";
    public const string RemoveImportFiles = "RemoveImportFiles";
    public const string EveryQuarterHour = "0 */15 * * * *";
    public const string EveryFiveMinutes = "30 */5 * * * *";
    public const string EveryHour = "0 7 * * * *";

    public async Task RunAsync(string schedule, CancellationToken cancel)
    {
        using var span = Spans.OfTick(schedule);
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        await (schedule switch
        {
            PullStores => services.GetRequiredService<PullJobs>().StartAllAsync(cancel),
            NightlyCreditCheck => CheckCreditAsync(services.GetRequiredService<StartCreditCheck>(), cancel),
            RequeueEvents => services.GetRequiredService<RequeueWaitingEvents>().RunAsync(cancel),
            FinishDeletions => services.GetRequiredService<FinishDeletion>().AllAsync(cancel),
            ResumeJobs => services.GetRequiredService<ResumeJobs>().RunAsync(cancel),
            FinishMerges => services.GetRequiredService<MergeJobs>().PushStalledAsync(cancel),
            TellFamilies => services.GetRequiredService<KeepFamilies>().RunAllAsync(cancel),
            FinishNumbers => services.GetRequiredService<GaplessNumbers>().FinishAllAsync(cancel),
            RequeueDeliveries => services.GetRequiredService<RequeueDeliveries>().RunAsync(cancel),
            WatchWebhooks => services.GetRequiredService<WatchWebhooks>().RunAsync(cancel),
            ForgetOldAnswers => services.GetRequiredService<ForgetAnswers>().RunAsync(cancel),
            ForgetOldEventBodies => ForgetAsync(services, cancel),
            ForgetOldDeliveries => services.GetRequiredService<ForgetDeliveries>().RunAsync(cancel),
            RemoveLooseFiles => services.GetRequiredService<LooseFiles>().RemoveOldAsync(cancel),
            RemoveImportFiles => services.GetRequiredService<ImportFiles>().RemoveOldAsync(cancel),
            _ => throw new ArgumentException($"There is no schedule '{schedule}'.", nameof(schedule)),
        });
    }

    private static async Task ForgetAsync(IServiceProvider services, CancellationToken cancel)
    {
        await services.GetRequiredService<DataFiles>().RemoveOldAsync(cancel);
        await services.GetRequiredService<ForgetEventBodies>().RunAsync(cancel);
    }

    private static async Task CheckCreditAsync(StartCreditCheck start, CancellationToken cancel)
    {
        await start.PushStalledAsync(cancel);
        await start.IfDueAsync(cancel);
    }
}

public sealed record Schedule(string Name, TimeSpan Every, string Cron);
