using System.Text.Json;
using System.Text.Json.Serialization;
using Customers.Domain.Credit;
using Customers.Domain.Documents;
using Customers.Domain.Outcomes;
using Customers.Functions.Http;
using Customers.Functions.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Customers.Functions.Api;

/// <summary><c>/api/credit-checks</c> (CONTRACT §6).</summary>
internal static class CreditCheckEndpoints
{
    public static void MapCreditChecks(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/api/credit-checks", StartAsync).WithTags("Credit").BodyMayBeEmpty()
            .WithSummary("Starts a credit check; with preview=true it only says what it would do, under other settings if the body names some").Needs(Right.RunCreditChecks);
        endpoints.MapGet("/api/credit-checks/{id}", ReadAsync).WithTags("Credit")
            .WithSummary("Reads a credit check, also while it runs").Needs(Right.Read);
    }

    private static async Task<Results<Accepted<CreditRunResponse>, Refused>> StartAsync(string? preview, Body<CreditCheckRequest> body, StartCreditCheck start, CancellationToken cancel)
    {
        var wish = body.Read((request, faults) => request.Read(preview, faults));
        if (wish.IsRefused(out var refusal)) return refusal.Answer();
        var run = wish.Value.Preview ? await start.PreviewAsync(wish.Value.Policy, cancel) : await start.NowAsync(cancel);
        return TypedResults.Accepted($"/api/credit-checks/{run.Id}", CreditRunResponse.Of(run));
    }

    private static async Task<Results<Ok<CreditRunResponse>, Refused>> ReadAsync(string id, CreditProgress progress, CancellationToken cancel) =>
        (await progress.OfAsync(id, cancel)).OrNotFound().Answer(run => TypedResults.Ok(CreditRunResponse.Of(run)));
}

/// <summary>Nothing, or for a preview the credit settings to ask about; they are the whole of them, as in the settings document.</summary>
[Example("""
    { "creditControl": { "strategy": "pastDue", "graceDays": 10, "minimumOverdue": [{ "currency": "EUR", "amount": "50.00" }], "warningPercent": "80", "whenOnHold": "allowPendingOrders" } }
    """)]
public sealed record CreditCheckRequest
{
    public Field<CreditControlRequest> CreditControl { get; init; }
    [JsonExtensionData] public Dictionary<string, JsonElement>? Unknown { get; init; }

    internal (bool Preview, CreditPolicy? Policy) Read(string? preview, Faults faults)
    {
        faults.Require(preview is null or "true" or "false", "preview", "must be true or false")
            .Require(preview == "true" || !CreditControl.IsPresent, "creditControl", "can only be asked about in a preview");
        return (preview == "true", CreditControl.Value?.Read(faults));
    }
}

/// <param name="WouldHold">Only in a preview, at most 1,000.</param>
/// <param name="Failures">At most 100 customers that could not be checked.</param>
public sealed record CreditRunResponse(
    string Id, CreditRunStatus Status, DateOnly Date, bool Preview, int Checked, int Candidates, int PlacedOnHold, int Released, int Unchanged, int Failed,
    IReadOnlyList<string> Failures, IReadOnlyList<string>? WouldHold, IReadOnlyList<string>? WouldRelease, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt)
{
    public static CreditRunResponse Of(CreditRun run) => new(
        run.Id, run.Status, run.Date, run.Preview, run.Counts.Checked, run.Counts.Candidates, run.Counts.PlacedOnHold, run.Counts.Released, run.Counts.Unchanged,
        run.Counts.Failed, run.Counts.Failures, run.Preview ? run.Counts.WouldHold : null, run.Preview ? run.Counts.WouldRelease : null, run.StartedAt, run.FinishedAt);
}
