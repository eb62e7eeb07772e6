using System.Globalization;
using System.Text.Json.Nodes;

namespace Customers.Functions.Local.DemoStores.Shopify;

/// <summary>The webhook subscriptions of the app, and the mutations that make and change them.</summary>
internal static class ShopifyHookType
{
    private static readonly HashSet<string> Topics =
    [
        "ORDERS_CREATE", "ORDERS_UPDATED", "ORDERS_PAID", "ORDERS_CANCELLED", "ORDERS_DELETE", "ORDERS_EDITED", "ORDERS_FULFILLED", "REFUNDS_CREATE",
        "CUSTOMERS_CREATE", "CUSTOMERS_UPDATE", "CUSTOMERS_DELETE", "CUSTOMER_TAGS_ADDED", "CUSTOMER_TAGS_REMOVED", "CUSTOMERS_EMAIL_MARKETING_CONSENT_UPDATE", "CUSTOMERS_MARKETING_CONSENT_UPDATE", "APP_UNINSTALLED", "SHOP_UPDATE",
    ];

    private static readonly GraphType<DemoHook> Hook = new("WebhookSubscription")
    {
        { "id", hook => ShopifyIds.Gid("WebhookSubscription", hook.Id) },
        { "legacyResourceId", hook => hook.Id.ToString(CultureInfo.InvariantCulture) },
        { "topic", hook => hook.Topic },
        { "uri", hook => hook.Address },
        { "format", _ => "JSON" },
    };

    private static readonly GraphType<(string Field, string Message)> UserError = new("UserError")
    {
        { "field", fault => (IEnumerable<string>)["webhookSubscription", fault.Field] },
        { "message", fault => fault.Message },
    };

    public static IGraphNode Page(DemoHooks hooks, GraphField field)
    {
        var all = hooks.All;
        return GraphPage.Of("WebhookSubscription", field, 0, all.Count, i => Hook.Of(all[i]));
    }

    public static IGraphNode Create(DemoHooks hooks, GraphField field)
    {
        var (topic, uri) = (field.Text("topic") ?? "", UriOf(field));
        return Payload("webhookSubscriptionCreate", FaultOf(hooks, topic, uri), () => hooks.Add(topic, uri));
    }

    public static IGraphNode Update(DemoHooks hooks, GraphField field)
    {
        var (id, uri) = (ShopifyIds.HookNumber(field.Text("id")), UriOf(field));
        var known = hooks.All.FirstOrDefault(hook => hook.Id == id);
        return Payload("webhookSubscriptionUpdate", known is null ? ("id", "Webhook subscription does not exist") : FaultOf(hooks, known.Topic, uri), () => hooks.Change(known!.Id, hook => hook with { Address = uri }));
    }

    private static IGraphNode Payload(string mutation, (string, string)? fault, Func<DemoHook?> change) => new GraphType<DemoHook?>(char.ToUpperInvariant(mutation[0]) + mutation[1..] + "Payload")
    {
        { "userErrors", _ => fault is { } one ? [UserError.Of(one)] : Array.Empty<IGraphNode>() },
        { "webhookSubscription", hook => hook is null ? null : Hook.Of(hook) },
    }.Of(fault is null ? change() : null);

    private static (string Field, string Message)? FaultOf(DemoHooks hooks, string topic, string uri) =>
        !Topics.Contains(topic) ? throw new GraphRefusal($"Variable $topic of type WebhookSubscriptionTopic! was provided invalid value: {topic}", "INVALID_VARIABLE")
        : !Uri.TryCreate(uri, UriKind.Absolute, out _) ? ("uri", "Address is invalid")
        : hooks.Refused.Contains(topic) ? ("topic", "You do not have permission to create or update webhooks with this topic")
        : hooks.All.Any(hook => hook.Topic == topic && hook.Address == uri) ? ("uri", "Address for this topic has already been taken")
        : null;

    private static string UriOf(GraphField field) => (field.Arguments.GetValueOrDefault("webhookSubscription") as JsonObject)?["uri"]?.ToString() ?? "";
}
