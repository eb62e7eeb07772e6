using Customers.Domain.Documents;
using Customers.Domain.Outcomes;
using Customers.Domain.Stores;
using Customers.Functions.Webhooks;
using Microsoft.Extensions.Options;

namespace Customers.Functions.Stores;

/// <summary>Sees to it that a store tells this hub of all topics; what is there already is left alone, what is not the hub's too.</summary>
public sealed class RegisterWebhooks(IEnumerable<IShopWebhooks> shops, AskStore ask, IDocumentStore documents, IOptions<HubOptions> hub, TimeProvider clock)
{
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(15);
    /// <summary>A look that was cut off stands in the way no longer than this.</summary>
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(60);

    private static readonly Refusal NoAddress = Refusal.Unprocessable("public-url-missing", "The hub does not know its own address: set Customers__PublicUrl.");
    private static readonly Refusal Busy = Refusal.Conflict("webhooks-being-registered", "The webhooks of this store are being registered right now.");

    /// <summary>
    /// The end of each topic. From now on the hub watches over the subscriptions, also where the store refuses today. Refusals:
    /// <c>store-disabled</c>, <c>public-url-missing</c>, <c>webhooks-being-registered</c>, <c>store-unreachable</c> and those of the store.
    /// </summary>
    public async Task<Outcome<IReadOnlyList<WebhookResult>>> RunAsync(OpenStore store, CancellationToken cancel)
    {
        if (store.Store.DisabledAt is not null) return Store.Disabled;
        if (hub.Value.PublicUrl is not { } url) return NoAddress;
        if (!await BeginAsync(store.Store.Id, cancel)) return Busy;
        var results = await LookAsync(store, new Uri(url.AbsoluteUri.TrimEnd('/') + WebhookEndpoints.PathOf(store.Store)), cancel);
        await EndAsync(store.Store.Id, results, cancel);
        return results;
    }

    private async Task<Outcome<IReadOnlyList<WebhookResult>>> LookAsync(OpenStore store, Uri address, CancellationToken cancel)
    {
        var shop = shops.First(one => one.Kind == store.Store.Kind);
        var found = await ask.RunAsync(LongestAnswer, token => shop.ListAsync(store.Connection, token), cancel);
        if (found.IsRefused(out var refusal)) return refusal;
        List<WebhookResult> results = [];
        foreach (var planned in WebhookPlan.Of(store.Store.Kind, address, WebhookEndpoints.PathOf(store.Store), found.Value))
            results.Add(await DoAsync(shop, store, planned, address, cancel));
        return results;
    }

    private async Task<WebhookResult> DoAsync(IShopWebhooks shop, OpenStore store, PlannedWebhook planned, Uri address, CancellationToken cancel)
    {
        if (planned.Step == WebhookStep.Keep) return new(planned.Topic, WebhookState.Existing);
        var target = new WebhookTarget(planned.Topic, address, store.Secrets.WebhookSecrets is [var secret, ..] ? secret : null);
        var done = await ask.RunAsync(LongestAnswer, token => planned.Id is { } id ? shop.LeadAsync(store.Connection, id, target, token) : shop.CreateAsync(store.Connection, target, token), cancel);
        if (done.IsRefused(out var refusal)) return new(planned.Topic, WebhookState.Failed, $"{refusal.Code}: {refusal.Detail}");
        return new(planned.Topic, planned.Step switch { WebhookStep.Create => WebhookState.Created, WebhookStep.Lead => WebhookState.Updated, _ => WebhookState.Reenabled });
    }

    /// <summary>False while somebody else is looking.</summary>
    private async Task<bool> BeginAsync(string storeId, CancellationToken cancel)
    {
        var (id, now) = (WebhookWatch.IdOf(storeId), clock.GetUtcNow());
        var found = await documents.ReadAsync(WebhookWatch.Type, id, id, cancel);
        if (found?.Value.LookingSince is { } since && now - since < LongestLook) return false;
        var looking = (found?.Value ?? new WebhookWatch { StoreId = storeId }) with { LookingSince = now };
        return await documents.SaveAsync(WebhookWatch.Type, found, looking, cancel) is not null;
    }

    private Task<WebhookWatch?> EndAsync(string storeId, Outcome<IReadOnlyList<WebhookResult>> results, CancellationToken cancel)
    {
        var (id, now) = (WebhookWatch.IdOf(storeId), clock.GetUtcNow());
        return documents.ChangeAsync(WebhookWatch.Type, id, id, watch =>
            results.IsRefused(out var refusal) ? watch?.Refused($"{refusal.Code}: {refusal.Detail}", now) : watch?.Seen(results.Value, now), cancel);
    }
}
