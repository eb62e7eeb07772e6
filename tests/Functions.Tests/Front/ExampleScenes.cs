using System.Text.Json;
using Customers.Domain.Stores;
using Customers.Functions.Tests.App;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.Front;

/// <summary>What an example needs and uses up, made anew each time that it is sent: an order in the right status, money to give back.</summary>
internal sealed class ExampleScenes(HubDriver hub)
{
    private const string Customer = "/api/customers/{id}";
    private const string Order = "/api/orders/{id}";
    private const string Payment = "/api/payments/{id}", Job = "/api/jobs/{id}";
    public static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Ids by the address that they are read under.</summary>
    public async Task<IReadOnlyDictionary<string, string>> OfAsync(PublishedOperation operation)
    {
        var (path, scene) = (operation.Path, new Dictionary<string, string>(StringComparer.Ordinal));
        if (path.Split('/') is ["", "api", "orders", _, ("confirm" or "fulfil" or "close" or "cancel" or "reopen") and var move]) await OrderAsync(scene, move);
        else if (path.EndsWith("/accept", StringComparison.Ordinal) || path.EndsWith("/decline", StringComparison.Ordinal)) scene["/api/quotes/{id}"] = (await MakeAsync(scene, "quotes", Sale)).Text("id");
        else if (path.EndsWith("/returns", StringComparison.Ordinal) && operation.Method == HttpMethod.Post) await DeliveredAsync(scene);
        else if (path.EndsWith("/receive", StringComparison.Ordinal)) await ReturnAsync(scene);
        else if (path.EndsWith("/delivery-notes", StringComparison.Ordinal) && operation.Method == HttpMethod.Post) await OrderAsync(scene, "fulfil");
        else if (path.EndsWith("/allocations", StringComparison.Ordinal)) await PaymentAsync(scene, withInvoice: true);
        else if (path == Payment + "/void" || path == Customer + "/refunds" && operation.Method == HttpMethod.Post) await PaymentAsync(scene, withInvoice: false);
        else if (path.EndsWith("/merge", StringComparison.Ordinal)) scene["the other"] = (await hub.CreateCustomerAsync()).Text("id"); // who is merged away
        else if (path == Customer && operation.Method == HttpMethod.Delete || path == Customer + "/redact") scene[Customer] = (await hub.CreateCustomerAsync()).Text("id");
        else if (path == Job + "/content") scene[Job] = await DataRequestAsync("asks-by-" + operation.Method);
        return scene;
    }

    private static object Sale => new { lines = new[] { new { description = "Thing", quantity = 1_000_000_000, unitPrice = "0.01" } } };

    private async Task OrderAsync(Dictionary<string, string> scene, string move)
    {
        scene[Order] = (await MakeAsync(scene, "orders", Sale)).Text("id");
        string[] before = move switch { "fulfil" => ["confirm"], "close" => ["confirm", "fulfil"], "reopen" => ["cancel"], _ => [] };
        foreach (var step in before) await hub.PostAsync($"/api/orders/{scene[Order]}/{step}");
    }

    private async Task DeliveredAsync(Dictionary<string, string> scene)
    {
        await OrderAsync(scene, "fulfil");
        await MakeAsync(scene, "invoices", new { orderId = scene[Order] });
    }

    private async Task ReturnAsync(Dictionary<string, string> scene)
    {
        await DeliveredAsync(scene);
        scene["/api/returns/{id}"] = (await MakeAsync(scene, "returns", new { orderId = scene[Order], reason = "Wrong size" })).Text("id");
    }

    private async Task PaymentAsync(Dictionary<string, string> scene, bool withInvoice)
    {
        scene[Payment] = scene["/api/payments/{paymentId}"] = scene[Customer + "/payments/{paymentId}"] = (await MakeAsync(scene, "payments", new { amount = 100, autoAllocate = false })).Text("id");
        if (withInvoice) scene["/api/invoices/{id}"] = (await MakeAsync(scene, "invoices", new { lines = new[] { new { description = "Thing", quantity = 1, unitPrice = "60" } } })).Text("id");
    }

    /// <summary>The job of a store that asks what is held on its buyer.</summary>
    private async Task<string> DataRequestAsync(string secret)
    {
        var store = await StoreDriver.RegisterAsync(hub, StoreKind.Shopify, secret);
        await store.SendAsync(store.Told(new ToldOrder { Id = 1, BuyerId = 2, Email = secret + "@example.com" }));
        await store.DrainedAsync();
        await store.SendAsync(store.Signed("customers/data_request", """{"customer":{"id":2}}"""u8.ToArray()));
        await store.DrainedAsync();
        return (await store.EventsAsync("done")).Single(told => told.Text("topic") == "customers/data_request").Text("jobId");
    }

    private async Task<JsonElement> MakeAsync(Dictionary<string, string> scene, string what, object body)
    {
        if (!scene.ContainsKey(Customer)) scene[Customer] = (await hub.CreateCustomerAsync()).Text("id");
        return await hub.PostAsync($"/api/customers/{scene[Customer]}/{what}", body);
    }
}
