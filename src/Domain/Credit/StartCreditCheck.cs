using System.Globalization;
using System.Text.Json;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Queues;
using Customers.Domain.Settings;

namespace Customers.Domain.Credit;

/// <summary>What lies in the queue of credit checks: find the page of this number, or check it.</summary>
public sealed record CreditMessage(string RunId, int Page, bool Find)
{
    public QueueMessage ToQueue() => new(QueueNames.CreditPages, JsonSerializer.Serialize(this, StoredJson.Options));

    public static CreditMessage Parse(string body) =>
        JsonSerializer.Deserialize<CreditMessage>(body, StoredJson.Options) ?? throw new JsonException("An empty credit message.");
}

/// <summary>Begins credit checks: by hand, and each night once per date.</summary>
public sealed class StartCreditCheck(IDocumentStore documents, IQueue queue, CurrentSettings settings, IIdSource ids, TimeProvider clock)
{
    private static readonly TimeSpan Stalled = TimeSpan.FromMinutes(30);

    public Task<CreditRun> NowAsync(CancellationToken cancel) => NowAsync(preview: false, null, cancel);

    /// <summary>Says what a check would do and changes nothing.</summary>
    /// <param name="policy">Instead of that of the settings: then every customer is a candidate whom any policy can concern.</param>
    public Task<CreditRun> PreviewAsync(CreditPolicy? policy, CancellationToken cancel) => NowAsync(preview: true, policy, cancel);

    private async Task<CreditRun> NowAsync(bool preview, CreditPolicy? policy, CancellationToken cancel) =>
        (await StartAsync(ids.New(IdPrefixes.Run), preview, policy, cancel)).Run;

    /// <summary>Called often; begins tonight's check when it is due and not yet begun.</summary>
    public async Task<CreditRun?> IfDueAsync(CancellationToken cancel)
    {
        var due = CreditSchedule.DueDate(await settings.GetAsync(cancel), clock.GetUtcNow());
        var (run, begun) = await StartAsync("run_nightly" + due.ToString("yyyyMMdd", CultureInfo.InvariantCulture), preview: false, null, cancel);
        return begun ? run : null;
    }

    /// <summary>Gives every run that takes long a push: one of its messages may be lost. A step that is repeated changes nothing.</summary>
    public async Task PushStalledAsync(CancellationToken cancel)
    {
        var late = new Query(CreditRun.Type, 100)
        {
            Where = [new Condition.Range("runsSince", null, (clock.GetUtcNow() - Stalled).ToUnixTimeMilliseconds())],
            SortBy = "runsSince",
        };
        await foreach (var run in documents.AllAsync(CreditRun.Type, late, cancel))
            await queue.SendAsync(new CreditMessage(run.Value.Id, 0, Find: true).ToQueue(), cancel);
    }

    private async Task<(CreditRun Run, bool Begun)> StartAsync(string id, bool preview, CreditPolicy? policy, CancellationToken cancel)
    {
        if (await documents.ReadAsync(CreditRun.Type, id, id, cancel) is { } existing) return (existing.Value, false);
        var (now, hub) = (clock.GetUtcNow(), (await settings.ReadAsync(cancel))?.Value ?? new HubSettings());
        var run = new CreditRun { Id = id, Date = hub.Organisation.DateAt(now), Preview = preview, Policy = policy, Revision = hub.CreditControl.Revision, StartedAt = now };
        var begun = await documents.CreateAsync(CreditRun.Type, run, [new CreditMessage(id, 0, Find: true).ToQueue()], cancel);
        return (run, begun is not null);
    }
}
