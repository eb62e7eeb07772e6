using Customers.Domain.Stores;

namespace Customers.Domain.Tests.Stores;

/// <summary>What is to be done at a store, from what it has.</summary>
public sealed class WebhookPlanTests
{
    private const string Path = "/webhooks/woocommerce/sto_1";
    private static readonly Uri Here = new("https://hub.example.com" + Path);

    [Theory]
    [InlineData("", "Create")]
    [InlineData("1 on https://hub.example.com/webhooks/woocommerce/sto_1", "Keep 1")]
    [InlineData("1 off https://hub.example.com/webhooks/woocommerce/sto_1", "Enable 1")]
    [InlineData("1 on https://old.example.com/webhooks/woocommerce/sto_1", "Lead 1")]
    [InlineData("1 off https://old.example.com/hub/webhooks/woocommerce/sto_1", "Lead 1")]
    [InlineData("1 on http://hub.example.com/webhooks/woocommerce/sto_1", "Lead 1")]
    [InlineData("1 on https://HUB.example.com:443/webhooks/woocommerce/sto_1", "Keep 1")]
    [InlineData("1 off https://hub.example.com/webhooks/woocommerce/sto_1, 2 on https://hub.example.com/webhooks/woocommerce/sto_1", "Keep 2")]
    [InlineData("1 on https://old.example.com/webhooks/woocommerce/sto_1, 2 off https://hub.example.com/webhooks/woocommerce/sto_1", "Enable 2")]
    [InlineData("1 on https://hub.example.com/webhooks/woocommerce/sto_2", "Create")]
    [InlineData("1 on https://hub.example.com/webhooks/shopify/sto_1", "Create")]
    [InlineData("1 on https://other.example.com/orders", "Create")]
    [InlineData("1 on arn:aws:events:eu", "Create")]
    [InlineData("1 on nonsense", "Create")]
    public void Each_topic_needs_one_active_subscription_that_leads_here(string found, string step)
    {
        var hooks = found.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(text => text.Split(' ')).Select(hook => new ShopWebhook(hook[0], "order.created", hook[2], hook[1] == "on")).ToList();

        var plan = WebhookPlan.Of(StoreKind.WooCommerce, Here, Path, hooks);

        Assert.Equal(WebhookPlan.TopicsOf(StoreKind.WooCommerce), plan.Select(planned => planned.Topic));
        Assert.Equal(step, $"{plan[0].Step} {plan[0].Id}".TrimEnd());
        Assert.All(plan.Skip(1), planned => Assert.Equal((WebhookStep.Create, null), (planned.Step, planned.Id)));
    }
}
