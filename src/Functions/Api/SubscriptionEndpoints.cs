using Customers.Domain.Documents;
using Customers.Domain.Outcomes;
using Customers.Domain.Subscriptions;
using Customers.Functions.Http;
using Customers.Functions.Security;
using Customers.Functions.Subscriptions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Customers.Functions.Api;

/// <summary><c>/api/subscriptions</c> (CONTRACT §6).</summary>
internal static class SubscriptionEndpoints
{
    public static void MapSubscriptions(this IEndpointRouteBuilder endpoints)
    {
        var subscriptions = endpoints.MapGroup("/api/subscriptions").WithTags("Subscriptions");
        subscriptions.MapGet("", ListAsync).Lists()
            .WithSummary("Lists the subscriptions").Needs(Right.ManageSubscriptions);
        subscriptions.MapPost("", CreateAsync).NeverReplayed(SaveSubscription.AlreadyCreated).Refuses(RefusalKind.Conflict, SaveSubscription.AlreadyCreated.Code).Refuses(RefusalKind.Invalid, SubscriptionUrl.NotAllowed)
            .WithSummary("Registers a receiver of signed webhooks; their secret is shown only in this answer").Needs(Right.ManageSubscriptions);
        subscriptions.MapGet("/{id}", ReadAsync)
            .WithSummary("Reads a subscription").Needs(Right.ManageSubscriptions);
        subscriptions.MapPatch("/{id}", ChangeAsync).Refuses(RefusalKind.Invalid, SubscriptionUrl.NotAllowed)
            .WithSummary("Changes a subscription, disables it, or enables it again").Needs(Right.ManageSubscriptions);
        subscriptions.MapDelete("/{id}", DeleteAsync)
            .WithSummary("Removes a subscription").Needs(Right.ManageSubscriptions);
        subscriptions.MapPost("/{id}/secret", ReplaceSecretAsync).NeverReplayed(SaveSubscription.SecretAlreadyCreated).Refuses(RefusalKind.Conflict, SaveSubscription.SecretAlreadyCreated.Code)
            .WithSummary("Makes a new secret, shown only in this answer; for 24 hours the one before signs along").Needs(Right.ManageSubscriptions);
    }

    private static async Task<Results<Ok<ListOf<SubscriptionResponse>>, Refused>> ListAsync(ListRequest list, IDocumentStore documents, CancellationToken cancel)
    {
        if (list.IsRefused(out var refusal)) return refusal.Answer();
        var page = await documents.QueryAsync(Subscription.Type, list.Apply(new Query(Subscription.Type, list.Limit)), cancel);
        return TypedResults.Ok(list.Answer(page, found => SubscriptionResponse.Of(found.Value)));
    }

    private static async Task<Results<CreatedTagged<NewSubscriptionResponse>, Refused>> CreateAsync(
        Body<SubscriptionRequest> body, SaveSubscription save, IOptions<HubOptions> hub, HttpContext context)
    {
        var wish = await CheckAsync(body.Read((request, faults) => request.Read(null, faults)), hub.Value, context.RequestAborted);
        if (wish.IsRefused(out var refusal)) return refusal.Answer();
        var created = await save.CreateAsync(wish.Value, context.Caller(), context.RequestAborted);
        return created.Answer(made => Answers.Created($"/api/subscriptions/{made.Subscription.Id}", NewSubscriptionResponse.Of(made), SubscriptionResponse.TagOf(made.Subscription)));
    }

    private static async Task<Results<Tagged<SubscriptionResponse>, Refused>> ReadAsync(string id, IDocumentStore documents, CancellationToken cancel) =>
        (await documents.ReadAsync(Subscription.Type, id, id, cancel)).OrNotFound().Answer(found => Answers.Ok(SubscriptionResponse.Of(found.Value), SubscriptionResponse.TagOf(found.Value)));

    private static async Task<Results<Tagged<SubscriptionResponse>, Refused>> ChangeAsync(
        string id, Body<SubscriptionRequest> body, IfMatch match, SaveSubscription save, IOptions<HubOptions> hub, HttpContext context)
    {
        var changed = await save.ChangeAsync(id, current => CheckAsync(body.Read((request, faults) => request.Read(current, faults)), hub.Value, context.RequestAborted), Fits(match), context.Caller(), context.RequestAborted);
        return changed.Answer(found => Answers.Ok(SubscriptionResponse.Of(found), SubscriptionResponse.TagOf(found)));
    }

    private static async Task<Results<NoContent, Refused>> DeleteAsync(string id, IfMatch match, SaveSubscription save, HttpContext context) =>
        (await save.DeleteAsync(id, Fits(match), context.Caller(), context.RequestAborted)).Answer(_ => TypedResults.NoContent());

    private static async Task<Results<Tagged<NewSubscriptionResponse>, Refused>> ReplaceSecretAsync(string id, SaveSubscription save, HttpContext context) =>
        (await save.ReplaceSecretAsync(id, context.Caller(), context.RequestAborted)).Answer(made => Answers.Ok(NewSubscriptionResponse.Of(made), SubscriptionResponse.TagOf(made.Subscription)));

    private static async Task<Outcome<SubscriptionWish>> CheckAsync(Outcome<SubscriptionWish> wish, HubOptions hub, CancellationToken cancel)
    {
        if (wish.IsRefused(out _)) return wish;
        return await SubscriptionUrl.CheckAsync(wish.Value.Url, hub.AllowLocalStores, cancel) is { } refusal ? refusal : wish;
    }

    private static Func<Subscription, bool> Fits(IfMatch match) => subscription => match.Allows(SubscriptionResponse.TagOf(subscription).Record);
}
