using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Customers.Domain.Customers;
using Customers.Domain.Identity;
using Customers.Domain.Merging;
using Customers.Domain.Outcomes;
using Customers.Domain.Settings;
using Customers.Functions.Http;
using Customers.Functions.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Customers.Functions.Api;

/// <summary><c>/api/customers/{id}/merge</c>: another customer goes into this one.</summary>
internal static class MergeEndpoints
{
    public static void MapMerges(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/api/customers/{id}/merge", MergeAsync).WithTags("Customers")
            .Refuses(RefusalKind.Conflict, MergeRules.Merged.Code, "customer-redacted", "merge-too-large", "branch-with-branches").Refuses(RefusalKind.Unprocessable, "currency-mismatch")
            .WithSummary("Merges another customer into this one, with all that it owns; a preview says what would move and what forbids it").Needs(Right.Merge);

    private static async Task<Results<Ok<MergePreviewResponse>, Accepted<JobResponse>, Refused>> MergeAsync(
        string id, Body<MergeRequest> body, StartMerge start, CurrentSettings settings, TimeProvider clock, HttpContext context)
    {
        if (!CustomerId.TryParse(id, out var into)) return Refusal.NotFound.Answer();
        var wish = body.Read((request, faults) => request.Checked(faults));
        if (wish.IsRefused(out var refusal)) return refusal.Answer();
        var (from, preview) = wish.Value;
        if (!preview)
        {
            var started = await start.RunAsync(from, into, context.Caller(), context.RequestAborted);
            return started.IsRefused(out refusal) ? refusal.Answer() : Answers.Job(started.Value.Id, JobResponse.Of(started.Value));
        }

        var read = await start.ReadAsync(from, into, context.RequestAborted);
        if (read.IsRefused(out refusal)) return refusal.Answer();
        var today = (await settings.GetAsync(context.RequestAborted)).Organisation.DateAt(clock.GetUtcNow());
        return TypedResults.Ok(MergePreviewResponse.Of(read.Value.From, read.Value.Into, today));
    }
}

[Example("""{ "from": "cus_01jz0000000000000000000000", "preview": true }""")]
public sealed record MergeRequest
{
    /// <summary>The customer that goes.</summary>
    [Required] public Field<string> From { get; init; }
    /// <summary>Only says what would move and what forbids it.</summary>
    public Field<bool> Preview { get; init; }
    [JsonExtensionData] public Dictionary<string, JsonElement>? Unknown { get; init; }

    internal (CustomerId From, bool Preview) Checked(Faults faults)
    {
        var isId = CustomerId.TryParse(From.Value, out var from);
        faults.Require(isId || From.Fault is not null, "from", "must be the id of a customer");
        return (from, Preview.Or(false, false));
    }
}

/// <param name="Balances">What would be added to the account.</param>
/// <param name="Forbidden">Nothing: it can be merged.</param>
public sealed record MergePreviewResponse(
    string From, string Into, MovesResponse Moves, IReadOnlyList<BalanceResponse> Balances, IReadOnlyList<ForbiddenResponse> Forbidden)
{
    internal static MergePreviewResponse Of(Customer from, Customer into, DateOnly today) => new(
        from.Id.Value, into.Id.Value, MovesResponse.Of(from),
        [.. from.Account.Balances.Select(balance => BalanceResponse.Of(from.Account, Domain.Amounts.Currency.Parse(balance.Currency), today))],
        [.. MergeRules.Against(from, into, jobId: null).Select(refusal => new ForbiddenResponse(refusal.Code, refusal.Detail))]);
}

public sealed record MovesResponse(int Contacts, int Addresses, int Notes, int Attachments, int Orders, int Branches, int ExternalIds)
{
    internal static MovesResponse Of(Customer from) => new(
        from.Counts.Contacts, from.Counts.Addresses, from.Counts.Notes, from.Counts.Attachments, from.Counts.Orders, from.Counts.Branches, from.ExternalIds.Count);
}

public sealed record ForbiddenResponse(string Code, string Detail);
