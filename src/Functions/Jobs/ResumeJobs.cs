using Customers.Domain.Documents;
using Customers.Domain.Jobs;

namespace Customers.Functions.Jobs;

/// <summary>
/// Sends again the messages of jobs that have not moved for some minutes: on Azure a job and its message are two writes, and a
/// crash, or a queue that is down, may come between them. A message that comes twice does no harm.
/// </summary>
public sealed partial class ResumeJobs(IDocumentStore documents, TimeProvider clock, ILogger<ResumeJobs> log)
{
    /// <summary>Longer than a job stands still when all is well.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(5);

    public async Task RunAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var late = new Query(Job.Type, 200) { Where = [new Condition.Range("waitsSince", null, (now - Late).ToUnixTimeMilliseconds())], SortBy = "waitsSince" };
        await foreach (var found in documents.AllAsync(Job.Type, late, cancel))
            // A conflict: it moves after all.
            if (await documents.SaveAsync(Job.Type, found, found.Value with { SentAgainAt = now }, [found.Value.Message!], cancel) is not null) LogSentAgain(found.Value.Kind, found.Value.Id);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The {Kind} of job {JobId} has not moved for minutes: its message is sent again")]
    private partial void LogSentAgain(string kind, string jobId);
}
