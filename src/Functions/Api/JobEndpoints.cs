using System.Text.Json;
using Customers.Domain.Documents;
using Customers.Domain.Jobs;
using Customers.Functions.Http;
using Customers.Functions.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Customers.Functions.Api;

/// <summary><c>/api/jobs/{id}</c> (CONTRACT §9).</summary>
internal static class JobEndpoints
{
    public static void MapJobs(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/api/jobs/{id}", ReadAsync).WithTags("Jobs")
            .WithSummary("Reads how far a job is").Needs(Right.Read);

    private static async Task<Results<Ok<JobResponse>, Refused>> ReadAsync(string id, IDocumentStore documents, CancellationToken cancel) =>
        (await documents.ReadAsync(Job.Type, id, id, cancel)).OrNotFound().Answer(job => TypedResults.Ok(JobResponse.Of(job.Value)));
}

/// <param name="Total">Null while nobody knows.</param>
/// <param name="Errors">Texts; of an import's rows <c>{line, reason}</c>.</param>
public sealed record JobResponse(
    string Id, string Kind, JobStatus Status, long Done, long? Total, IReadOnlyList<JsonElement> Errors, JsonElement? Result, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public static JobResponse Of(Job job) => new(job.Id, job.Kind, job.Status, job.Done, job.Total, ErrorsOf(job), job.Result, job.CreatedAt, job.UpdatedAt);

    private static IReadOnlyList<JsonElement> ErrorsOf(Job job) =>
        [.. job.Errors.Select(text => JsonSerializer.SerializeToElement(text)), .. job.RowErrors.Select(error => JsonSerializer.SerializeToElement(error, WireJson.Answers))];
}
