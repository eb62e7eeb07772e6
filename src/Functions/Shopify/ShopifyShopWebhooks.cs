using System.Text.Json;
using System.Text.Json.Nodes;
using Customers.Domain.Outcomes;
using Customers.Domain.Stores;
using Customers.Functions.Stores;

namespace Customers.Functions.Shopify;

/// <summary>
/// The webhook subscriptions of this app at a Shopify shop; those of other apps cannot be seen. A subscription that is there is
/// active: Shopify removes one that fails.
/// </summary>
internal sealed class ShopifyShopWebhooks(ShopifyCalls calls) : IShopWebhooks
{
    public StoreKind Kind => StoreKind.Shopify;

    public async Task<Outcome<IReadOnlyList<ShopWebhook>>> ListAsync(ShopConnection shop, CancellationToken cancel)
    {
        List<ShopWebhook> hooks = [];
        for (string? after = null; ;)
        {
            var read = await calls.QueryAsync(shop, ShopifyQueries.Webhooks, new() { ["after"] = after }, "webhookSubscriptions", cancel);
            if (read.IsRefused(out var refusal)) return refusal;
            if (read.Value is not { } page || GraphErrors.Find(page, "nodes") is not { ValueKind: JsonValueKind.Array } nodes)
                return StoreAnswer.RefuseAnswer("something else than a list of webhooks");
            hooks.AddRange(nodes.EnumerateArray().Select(HookOf).OfType<ShopWebhook>());
            if (ShopifyPosition.NextOf(page) is not { } next) return hooks;
            after = next;
        }
    }

    public Task<Outcome<ShopWebhook>> CreateAsync(ShopConnection shop, WebhookTarget target, CancellationToken cancel) =>
        ChangeAsync(shop, ShopifyQueries.CreateWebhook, "webhookSubscriptionCreate", new() { ["topic"] = NameOf(target.Topic) }, target, cancel);

    public Task<Outcome<ShopWebhook>> LeadAsync(ShopConnection shop, string id, WebhookTarget target, CancellationToken cancel) =>
        ChangeAsync(shop, ShopifyQueries.LeadWebhook, "webhookSubscriptionUpdate", new() { ["id"] = id }, target, cancel);

    private async Task<Outcome<ShopWebhook>> ChangeAsync(
        ShopConnection shop, string mutation, string part, JsonObject variables, WebhookTarget target, CancellationToken cancel)
    {
        variables["webhook"] = new JsonObject { ["uri"] = target.Address.AbsoluteUri };
        var read = await calls.QueryAsync(shop, mutation, variables, part, cancel);
        if (read.IsRefused(out var refusal)) return refusal;
        if (read.Value is not { } done) return StoreAnswer.RefuseAnswer("nothing");
        if (GraphErrors.Find(done, "userErrors") is { ValueKind: JsonValueKind.Array } faults && faults.GetArrayLength() > 0)
            return StoreAnswer.RefuseAnswer("an error", FieldOf(faults[0]));
        return GraphErrors.Find(done, "webhookSubscription") is { } hook && HookOf(hook) is { } made ? made : StoreAnswer.RefuseAnswer("something else than a webhook");
    }

    /// <summary>Which part of the input it does not take: <c>topic</c> without the scope or the permission, <c>uri</c> for an address.</summary>
    private static string? FieldOf(JsonElement fault) =>
        GraphErrors.Find(fault, "field") is { ValueKind: JsonValueKind.Array } path && path.GetArrayLength() > 0 && path[path.GetArrayLength() - 1] is { ValueKind: JsonValueKind.String } name ? name.GetString() : null;

    private static ShopWebhook? HookOf(JsonElement node) =>
        TextOf(node, "id") is { } id && TextOf(node, "topic") is { } topic && TextOf(node, "uri") is { } address ? new(id, TopicOf(topic), address, IsActive: true) : null;

    private static string? TextOf(JsonElement node, string name) => GraphErrors.Find(node, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary><c>orders/create</c> is <c>ORDERS_CREATE</c> here, and <c>customer.tags_added</c> is <c>CUSTOMER_TAGS_ADDED</c>.</summary>
    private static string NameOf(string topic) => topic.Replace('/', '_').Replace('.', '_').ToUpperInvariant();

    private static string TopicOf(string name) => WebhookPlan.TopicsOf(StoreKind.Shopify).FirstOrDefault(topic => NameOf(topic) == name) ?? AnyTopicOf(name);

    private static string AnyTopicOf(string name) => name.ToLowerInvariant() is var lower && lower.IndexOf('_') is > 0 and var end ? $"{lower[..end]}/{lower[(end + 1)..]}" : lower;
}
