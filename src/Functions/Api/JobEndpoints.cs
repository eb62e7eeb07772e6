using System.Text.Json;
using Customers.Domain.Blobs;
using Customers.Domain.Documents;
using Customers.Domain.Jobs;
using Customers.Domain.Outcomes;
using Customers.Functions.Http;
using Customers.Functions.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Customers.Functions.Api;

/// <summary><c>/api/jobs/{id}</c> (CONTRACT §9).</summary>
internal static class JobEndpoints
{
    public static void MapJobs(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/jobs/{id}", ReadAsync).WithTags("Jobs")
            .WithSummary("Reads how far a job is").Needs(Right.Read);
        endpoints.MapMethods("/api/jobs/{id}/content", [HttpMethods.Get, HttpMethods.Head], ContentAsync).WithTags("Jobs")
            .WithSummary("Downloads what a store's data request has gathered on a person, for 30 days").Needs(Right.Redact);
    }

    private static async Task<Results<FileAnswer, Refused>> ContentAsync(string id, IDocumentStore documents, IBlobStore blobs, CancellationToken cancel)
    {
        var key = DataFile.IdOf(id);
        if (await documents.ReadAsync(DataFile.Type, key, key, cancel) is not { Value: var file }) return Refusal.NotFound.Answer();
        if (await documents.ReadAsync(Job.Type, id, id, cancel) is not { Value: { Result: { } result } job } || await blobs.OpenReadAsync(file.Blob, cancel) is not { } content) return Refusal.NotFound.Answer();
        return new FileAnswer(content, "application/json", $"personal-data-{file.CustomerId}.json", job.UpdatedAt, result.GetProperty("sha256").GetString()!);
    }

    private static async Task<Results<Ok<JobResponse>, Refused>> ReadAsync(string id, IDocumentStore documents, CancellationToken cancel) =>
        (await documents.ReadAsync(Job.Type, id, id, cancel)).OrNotFound().Answer(job => TypedResults.Ok(JobResponse.Of(job.Value)));
}

/// <param name="Total">Null while nobody knows.</param>
/// <param name="PerSecond">How many were done in a second since it was asked for; null before the first.</param>
/// <param name="RemainingSeconds">What it takes at that pace; null while nobody knows, and when it is over.</param>
/// <param name="Errors">Texts; of an import's rows <c>{line, reason}</c>.</param>
public sealed record JobResponse(
    string Id, string Kind, JobStatus Status, long Done, long? Total, double? PerSecond, long? RemainingSeconds, IReadOnlyList<JsonElement> Errors, JsonElement? Result, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public static JobResponse Of(Job job) => new(job.Id, job.Kind, job.Status, job.Done, job.Total, Pace.Of(job).PerSecond, Pace.Of(job).SecondsLeft, ErrorsOf(job), job.Result, job.CreatedAt, job.UpdatedAt);

    private static IReadOnlyList<JsonElement> ErrorsOf(Job job) =>
        [.. job.Errors.Select(text => JsonSerializer.SerializeToElement(text)), .. job.RowErrors.Select(error => JsonSerializer.SerializeToElement(error, WireJson.Answers))];
}
