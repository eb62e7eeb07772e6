using System.Text.Json;
using Customers.Domain.Documents;
using Customers.Domain.Outcomes;
using Customers.Domain.Subscriptions;
using Customers.Functions.Http;
using Customers.Functions.Security;
using Customers.Functions.Subscriptions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Customers.Functions.Api;

/// <summary><c>/api/subscriptions/{id}/deliveries</c>: what a subscription was told, and once more.</summary>
internal static class DeliveryEndpoints
{
    public static void MapDeliveries(this IEndpointRouteBuilder endpoints)
    {
        var subscription = endpoints.MapGroup("/api/subscriptions/{id}").WithTags("Subscriptions");
        subscription.MapGet("/deliveries", ListAsync).Lists(filters: ["state"])
            .WithSummary("Lists the deliveries of 30 days and what became of them, newest first").Needs(Right.ManageSubscriptions);
        subscription.MapGet("/deliveries/{deliveryId}", ReadAsync)
            .WithSummary("Reads a delivery").Needs(Right.ManageSubscriptions);
        subscription.MapPost("/deliveries/{deliveryId}/replay", ReplayAsync).Refuses(RefusalKind.Conflict, Deliveries.Disabled.Code)
            .WithSummary("Sends a delivery again, at once").Needs(Right.ManageSubscriptions);
        subscription.MapPost("/test", TestAsync).Refuses(RefusalKind.Conflict, Deliveries.Disabled.Code)
            .WithSummary("Sends a message of the type test").Needs(Right.ManageSubscriptions);
    }

    private static async Task<Results<Ok<ListOf<DeliveryResponse>>, Refused>> ListAsync(string id, ListRequest list, IDocumentStore documents, CancellationToken cancel)
    {
        var state = list.Choice<DeliveryState>("state");
        if (list.IsRefused(out var refusal)) return refusal.Answer();
        var page = await documents.QueryAsync(Delivery.Type, list.ApplyNewestFirst(Deliveries.Query(id, state, list.Limit)), cancel);
        // What a removed subscription has left behind can still be seen.
        if (page.Items.Count == 0 && await documents.ReadAsync(Subscription.Type, id, id, cancel) is null) return Refusal.NotFound.Answer();
        return TypedResults.Ok(list.Answer(page, found => DeliveryResponse.Of(found.Value)));
    }

    private static async Task<Results<Ok<DeliveryResponse>, Refused>> ReadAsync(string id, string deliveryId, Deliveries deliveries, CancellationToken cancel) =>
        (await deliveries.FindAsync(id, deliveryId, cancel)).OrNotFound().Answer(found => TypedResults.Ok(DeliveryResponse.Of(found)));

    private static async Task<Results<Ok<DeliveryResponse>, Refused>> ReplayAsync(string id, string deliveryId, Deliveries deliveries, CancellationToken cancel) =>
        (await deliveries.ReplayAsync(id, deliveryId, cancel)).Answer(found => TypedResults.Ok(DeliveryResponse.Of(found)));

    private static async Task<Results<Created<DeliveryResponse>, Refused>> TestAsync(string id, Deliveries deliveries, CancellationToken cancel) =>
        (await deliveries.TestAsync(id, cancel)).Answer(made => TypedResults.Created($"/api/subscriptions/{id}/deliveries/{made.Id}", DeliveryResponse.Of(made)));
}

/// <param name="Id">Also its <c>webhook-id</c>.</param>
/// <param name="Status">Of the last answer; null where there was none.</param>
/// <param name="Reason">Why the last attempt failed, or none was made: a code.</param>
/// <param name="Body">As it is sent.</param>
public sealed record DeliveryResponse(
    string Id, string SubscriptionId, string Event, DeliveryState State, int Attempts, DateTimeOffset? AttemptedAt, int? Status, string? Reason,
    DateTimeOffset? NextTryAt, DateTimeOffset CreatedAt, JsonElement Body)
{
    public static DeliveryResponse Of(Delivery d) =>
        new(d.Id, d.SubscriptionId, d.Event, d.State, d.Attempts, d.AttemptedAt, d.Status, d.Reason, d.NextTryAt, d.CreatedAt, JsonElement.Parse(d.Body));
}
