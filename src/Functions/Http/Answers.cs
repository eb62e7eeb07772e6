using Customers.Domain.Outcomes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Customers.Functions.Http;

/// <summary>How an endpoint ends: <c>return outcome.Answer(customer =&gt; Answers.Ok(CustomerResponse.Of(customer), etag));</c></summary>
public static class Answers
{
    public static Results<TResult, Refused> Answer<T, TResult>(this Outcome<T> outcome, Func<T, TResult> answer) where TResult : IResult =>
        outcome.IsRefused(out var refusal) ? new Refused(refusal) : answer(outcome.Value);

    public static Refused Answer(this Refusal refusal) => new(refusal);

    /// <summary>Nothing there → <c>not-found</c>.</summary>
    public static Outcome<T> OrNotFound<T>(this T? value) where T : class => value is null ? Refusal.NotFound : value;

    /// <summary>200 with a strong ETag, or 304 when the caller of a GET has that version.</summary>
    public static Tagged<T> Ok<T>(T value, ETag tag) => new(value, tag);

    /// <summary>201 with Location and a strong ETag.</summary>
    public static CreatedTagged<T> Created<T>(string location, T value, ETag tag) => new(location, value, tag);

    /// <summary>202 with the job that does the work.</summary>
    public static Accepted<T> Job<T>(string jobId, T job) => TypedResults.Accepted($"/api/jobs/{jobId}", job);
}
