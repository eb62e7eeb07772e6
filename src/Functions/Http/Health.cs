using Customers.Domain.Blobs;
using Customers.Domain.Documents;
using Customers.Domain.Queues;

namespace Customers.Functions.Http;

/// <summary><c>/health/live</c> and <c>/health/ready</c>. A merchant's store is no dependency of the hub.</summary>
internal static class Health
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/health/live", () => TypedResults.Ok(new Liveness("ok"))).AllowAnonymous().ExcludeFromDescription();
        endpoints.MapGet("/health/ready", ReadyAsync).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IResult> ReadyAsync(IDocumentStore store, IBlobStore blobs, IQueue queue, TimeProvider clock, CancellationToken cancel)
    {
        var answers = await Task.WhenAll(
            TryAsync(store.CheckAsync, clock, cancel), TryAsync(blobs.CheckAsync, clock, cancel),
            TryAsync(stop => queue.CountAsync(QueueNames.StoreEvents, stop), clock, cancel));
        var ready = answers.All(ok => ok);
        var checks = new Checks(Word(answers[0]), Word(answers[1]), Word(answers[2]));
        return TypedResults.Json(new Readiness(Word(ready), checks), statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<bool> TryAsync(Func<CancellationToken, Task> check, TimeProvider clock, CancellationToken cancel)
    {
        try
        {
            await check(cancel).WaitAsync(Patience, clock, cancel);
            return true;
        }
        // The two ways of being down; any other fault must show as one.
        catch (Exception e) when (e is StoreUnavailableException or TimeoutException)
        {
            return false;
        }
    }

    private static string Word(bool ok) => ok ? "ok" : "down";

    internal sealed record Liveness(string Status);
    private sealed record Readiness(string Status, Checks Checks);
    private sealed record Checks(string Store, string Blobs, string Queue);
}
