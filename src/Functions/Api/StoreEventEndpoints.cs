using System.Security.Cryptography;
using Customers.Domain.Documents;
using Customers.Domain.Outcomes;
using Customers.Domain.Stores;
using Customers.Functions.Http;
using Customers.Functions.Security;
using Customers.Functions.Stores;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Customers.Functions.Api;

/// <summary><c>/api/stores/{id}/events</c>: what came in, what became of it, and once more.</summary>
internal static class StoreEventEndpoints
{
    public static void MapStoreEvents(this IEndpointRouteBuilder endpoints)
    {
        var events = endpoints.MapGroup("/api/stores/{id}/events").WithTags("Stores");
        events.MapGet("", ListAsync).Lists(filters: ["state"])
            .WithSummary("Lists the webhooks that came in and what became of them").Needs(Right.ManageStores);
        events.MapGet("/{eventId}", ReadAsync)
            .WithSummary("Reads an event").Needs(Right.ManageStores);
        events.MapMethods("/{eventId}/body", [HttpMethods.Get, HttpMethods.Head], BodyAsync).Refuses(RefusalKind.Conflict, StoreEvents.BodyExpired.Code)
            .WithSummary("Downloads an event's raw body as it came, personal data and all, until 30 days after it was done").Needs(Right.Redact);
        events.MapPost("/{eventId}/replay", ReplayAsync).Refuses(RefusalKind.Conflict, StoreEvents.BodyExpired.Code)
            .WithSummary("Handles an event again").Needs(Right.ManageStores);
        events.MapPost("/replay", ReplayParkedAsync)
            .WithSummary("Handles all parked events again").Needs(Right.ManageStores);
    }

    private static async Task<Results<Ok<ListOf<StoreEventResponse>>, Refused>> ListAsync(
        string id, ListRequest list, IDocumentStore documents, StoreRegistry stores, CancellationToken cancel)
    {
        var state = list.Choice<StoreEventState>("state");
        if (list.IsRefused(out var refusal)) return refusal.Answer();
        var page = await documents.QueryAsync(StoreEvent.Type, list.Apply(StoreEvents.Query(id, state)), cancel);
        // What a removed store has left behind can still be seen.
        if (page.Items.Count == 0 && await stores.FindAsync(id, cancel) is null) return Refusal.NotFound.Answer();
        return TypedResults.Ok(list.Answer(page, found => StoreEventResponse.Of(found.Value)));
    }

    private static async Task<Results<Ok<StoreEventResponse>, Refused>> ReadAsync(string id, string eventId, StoreEvents events, CancellationToken cancel) =>
        (await events.FindAsync(id, eventId, cancel)).OrNotFound().Answer(found => TypedResults.Ok(StoreEventResponse.Of(found)));

    private static async Task<Results<FileAnswer, Refused>> BodyAsync(string id, string eventId, EventBodies bodies, CancellationToken cancel)
    {
        if (await bodies.FindAsync(eventId, cancel) is not { Event.Value: var found } kept || found.StoreId != id) return Refusal.NotFound.Answer();
        if (found.BodyExpired || await bodies.FindBodyAsync(kept, cancel) is not { } body) return StoreEvents.BodyExpired.Answer();
        return new FileAnswer(new MemoryStream(body), "application/json", $"{eventId}.json", found.ReceivedAt, Convert.ToHexStringLower(SHA256.HashData(body)));
    }

    private static async Task<Results<Ok<StoreEventResponse>, Refused>> ReplayAsync(string id, string eventId, StoreEvents events, CancellationToken cancel) =>
        (await events.ReplayAsync(id, eventId, cancel)).Answer(found => TypedResults.Ok(StoreEventResponse.Of(found)));

    private static async Task<Results<Ok<ReplayedResponse>, Refused>> ReplayParkedAsync(string id, StoreEvents events, StoreRegistry stores, CancellationToken cancel) =>
        await stores.FindAsync(id, cancel) is null ? Refusal.NotFound.Answer() : TypedResults.Ok(new ReplayedResponse(await events.ReplayParkedAsync(id, cancel)));
}

/// <param name="JobId">The job that does what it asks for: a compliance request starts one.</param>
/// <param name="Reason">Why it is ignored or parked, or why the last attempt failed: a code and words.</param>
public sealed record StoreEventResponse(
    string Id, string StoreId, string Topic, string? ResourceId, string? DeliveryId, DateTimeOffset? TriggeredAt, DateTimeOffset ReceivedAt,
    StoreEventState State, int Attempts, DateTimeOffset? NextTryAt, string? JobId, string? Reason)
{
    public static StoreEventResponse Of(StoreEvent e) =>
        new(e.Id, e.StoreId, e.Topic, e.ResourceId, e.DeliveryId, e.TriggeredAt, e.ReceivedAt, e.State, e.Attempts, e.NextTryAt, e.JobId, e.Reason);
}

public sealed record ReplayedResponse(int Replayed);
