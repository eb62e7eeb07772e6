using Customers.Domain.Outcomes;
using Customers.Functions.Http;
using Customers.Functions.Jobs;
using Customers.Functions.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Customers.Functions.Api;

/// <summary><c>/api/customers/{id}/sync</c>.</summary>
internal static class SyncEndpoints
{
    public static void MapSyncs(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/api/customers/{id}/sync", StartAsync).WithTags("Customers").Refuses(RefusalKind.Unprocessable, "not-linked-to-a-store")
            .WithSummary("Reads a customer and its orders again from its stores, or names the job that does so already").Needs(Right.Synchronise);

    private static async Task<Results<Accepted<JobResponse>, Refused>> StartAsync(string id, StartSync start, CancellationToken cancel) =>
        (await start.RunAsync(id, cancel)).Answer(job => Answers.Job(job.Id, JobResponse.Of(job)));
}
