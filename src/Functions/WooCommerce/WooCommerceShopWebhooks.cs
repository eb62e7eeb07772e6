using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Customers.Domain.Outcomes;
using Customers.Domain.Stores;
using Customers.Functions.Stores;

namespace Customers.Functions.WooCommerce;

/// <summary>
/// The webhooks of a WooCommerce shop, whoever made them. A new one is active at once, and the shop pings its address before it
/// answers. One that has failed seven times in a row is <c>disabled</c>; a person can pause it.
/// </summary>
internal sealed class WooCommerceShopWebhooks(WooCommerceCalls calls) : IShopWebhooks
{
    private const string Webhooks = "wp-json/wc/v3/webhooks";
    private const int PerPage = 100;

    public StoreKind Kind => StoreKind.WooCommerce;

    public async Task<Outcome<IReadOnlyList<ShopWebhook>>> ListAsync(ShopConnection shop, CancellationToken cancel)
    {
        List<ShopWebhook> hooks = [];
        for (var page = 1; ; page++)
        {
            var read = WooCommerceAnswer.Accept(await calls.GetAsync(shop, Webhooks, [new("per_page", Text(PerPage)), new("page", Text(page)), new("orderby", "id"), new("order", "asc")], cancel));
            if (read.IsRefused(out var refusal)) return refusal;
            if (read.Value.Json.ValueKind != JsonValueKind.Array) return StoreAnswer.RefuseAnswer("something else than a list of webhooks");
            hooks.AddRange(read.Value.Json.EnumerateArray().Select(HookOf).OfType<ShopWebhook>());
            if (read.Value.Json.GetArrayLength() < PerPage) return hooks;
        }
    }

    public Task<Outcome<ShopWebhook>> CreateAsync(ShopConnection shop, WebhookTarget target, CancellationToken cancel) =>
        ChangeAsync(shop, HttpMethod.Post, Webhooks, Wanted(target), cancel);

    public Task<Outcome<ShopWebhook>> LeadAsync(ShopConnection shop, string id, WebhookTarget target, CancellationToken cancel) =>
        ChangeAsync(shop, HttpMethod.Put, $"{Webhooks}/{id}", Wanted(target), cancel);

    private static JsonObject Wanted(WebhookTarget target) => new()
    {
        ["name"] = "Customer hub: " + target.Topic, ["topic"] = target.Topic, ["delivery_url"] = target.Address.AbsoluteUri, ["secret"] = target.Secret, ["status"] = "active",
    };

    private async Task<Outcome<ShopWebhook>> ChangeAsync(ShopConnection shop, HttpMethod method, string path, JsonObject body, CancellationToken cancel)
    {
        var read = WooCommerceAnswer.Accept(await calls.SendOnceAsync(shop, method, path, body, cancel));
        if (read.IsRefused(out var refusal)) return refusal;
        return HookOf(read.Value.Json) is { } hook ? hook : StoreAnswer.RefuseAnswer("something else than a webhook");
    }

    private static ShopWebhook? HookOf(JsonElement hook) =>
        hook.ValueKind == JsonValueKind.Object && hook.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.Number
        && TextOf(hook, "topic") is { } topic && TextOf(hook, "delivery_url") is { } address
            ? new(id.GetRawText(), topic, address, TextOf(hook, "status") == "active")
            : null;

    private static string? TextOf(JsonElement hook, string name) => hook.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
