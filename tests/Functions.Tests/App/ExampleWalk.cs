using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Customers.Domain.Stores;
using Customers.Functions.Local.DemoStores;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.App;

/// <summary>Sends the published examples, with ids of things that are there: those that the examples before have made.</summary>
internal sealed partial class ExampleWalk(HubDriver hub, PublishedApi api, ShopsHost shops)
{
    private static readonly Dictionary<string, string> Makers = new(StringComparer.Ordinal) { ["/api/jobs"] = "/api/imports/customers" };
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal) { ["/api/customers/{id}/tags/{tag}"] = "vip" };

    /// <summary>What makes comes before what reads, and what destroys comes last.</summary>
    public IEnumerable<PublishedOperation> Operations => api.Operations.Where(operation => !operation.IsOpen)
        .OrderBy(RankOf).ThenBy(operation => operation.Path.Count(c => c == '/') * (operation.Method == HttpMethod.Delete ? -1 : 1)).ThenBy(operation => operation.Path, StringComparer.Ordinal);

    /// <summary>Jobs that it begins are at their end afterwards.</summary>
    /// <param name="vary">Changes a JSON body before it is sent.</param>
    public async Task<HttpResponseMessage> SendAsync(PublishedOperation operation, Action<JsonObject>? vary = null)
    {
        var query = operation.NeededParameters.Any() ? $"?{operation.NeededParameters.Single()}={await IdAsync("/api/customers/{id}")}" : "";
        // Who is merged away must be another one.
        var going = operation.Path.EndsWith("/merge", StringComparison.Ordinal) ? (await hub.CreateCustomerAsync()).Text("id") : null;
        var answer = await hub.TryAsync(operation.Method, await AddressAsync(operation.Path) + query, ContentOf(operation, going is null ? vary : body => MergeFrom(body, going, vary)));
        if (answer.Headers.Location?.OriginalString.Split("/api/jobs/") is [_, var job]) await hub.EndOfJobAsync(job);
        if (vary is null && operation.Method == HttpMethod.Post && answer.IsSuccessStatusCode) await NoteAsync(operation.Path, answer);
        return answer;
    }

    /// <summary>The path with every parameter filled.</summary>
    public async Task<string> AddressAsync(string path)
    {
        if (path.EndsWith("/sync", StringComparison.Ordinal)) return $"/api/customers/{(await hub.GetAsync("/api/orders/" + await IdAsync("/api/orders/{id}"))).Text("customerId")}/sync";
        var address = "";
        for (var rest = path; rest.Length > 0;)
        {
            var parameter = Parameter().Match(rest);
            if (!parameter.Success) return address + rest;
            var template = path[..(path.Length - rest.Length + parameter.Index + parameter.Length)];
            address += rest[..parameter.Index] + await IdAsync(template.Replace("/favorites/{productId}", "/products/{id}", StringComparison.Ordinal).Replace("/api/customers/{id}/products", "/api/products", StringComparison.Ordinal));
            rest = rest[(parameter.Index + parameter.Length)..];
        }

        return address;
    }

    private async Task<string> IdAsync(string template)
    {
        if (!_ids.ContainsKey(template) && template is "/api/orders/{id}" or "/api/stores/{id}/events/{eventId}") await SellAsync();
        if (_ids.TryGetValue(template, out var known)) return known;
        var collection = template[..template.LastIndexOf('/')];
        var maker = Makers.GetValueOrDefault(collection, collection);
        using var made = await SendAsync(api.Operations.Single(operation => operation.Method == HttpMethod.Post && operation.Path == maker));
        Assert.True(made.IsSuccessStatusCode, $"{maker}: {await made.Content.ReadAsStringAsync()}");
        return _ids[template];
    }

    private async Task NoteAsync(string path, HttpResponseMessage answer)
    {
        var json = await answer.JsonAsync();
        if (!json.TryGetProperty("id", out var id)) return;
        var collection = Makers.FirstOrDefault(maker => maker.Value == path).Key ?? path;
        _ids[Parameters.GetValueOrDefault(collection, collection + "/{id}")] = id.GetString()!;
    }

    private Dictionary<string, string> Parameters => field ??= api.Operations.Select(operation => operation.Path).Where(path => path.EndsWith('}'))
        .DistinctBy(path => path[..path.LastIndexOf('/')]).ToDictionary(path => path[..path.LastIndexOf('/')], path => path, StringComparer.Ordinal);

    /// <summary>The example store tells of an order.</summary>
    private async Task SellAsync()
    {
        var store = new StoreDriver(hub, await IdAsync("/api/stores/{id}"), StoreKind.WooCommerce, "sesame");
        await store.SendAsync(store.Told(new ToldOrder { Id = 86, Email = "ayse@example.com", IsPaid = true }));
        await store.DrainedAsync();
        _ids["/api/orders/{id}"] = (await store.OrdersAsync())[0].Text("id");
        _ids["/api/stores/{id}/events/{eventId}"] = (await store.EventsAsync("done"))[0].Text("id");
    }

    private object? ContentOf(PublishedOperation operation, Action<JsonObject>? vary) => operation.Body switch
    {
        null => null,
        { Type: "multipart/form-data" } => Files.Form("terms.pdf", Files.Pdf, "contract"),
        { Type: "text/csv", Example: { } example } => new StringContent(example.GetString()!, Encoding.UTF8, new MediaTypeHeaderValue("text/csv")),
        { Example: { } example } => Varied(Here(example.GetRawText()), vary),
        _ => "{}",
    };

    private static void MergeFrom(JsonObject body, string going, Action<JsonObject>? vary)
    {
        body["from"] = going;
        vary?.Invoke(body);
    }

    private static string Varied(string example, Action<JsonObject>? vary)
    {
        if (vary is null) return example;
        var body = JsonNode.Parse(example)!.AsObject();
        vary(body);
        return body.ToJsonString();
    }

    /// <summary>The example with ids and a shop that are there.</summary>
    private string Here(string example) => Id().Replace(example, id => _ids.Values.First(known => known.StartsWith(id.Groups["prefix"].Value, StringComparison.Ordinal)))
        .Replace("https://shop.example.com", shops.WooCommerce, StringComparison.Ordinal)
        .Replace("ck_1", DemoCredentials.ConsumerKey, StringComparison.Ordinal).Replace("cs_1", DemoCredentials.ConsumerSecret, StringComparison.Ordinal);

    private static int RankOf(PublishedOperation operation) => operation.Method.Method switch
    {
        "POST" when operation.Successes.Contains("201") => 0,
        "PUT" => 1,
        "PATCH" => 2,
        "POST" when operation.Path.EndsWith("/redact", StringComparison.Ordinal) => 6,
        "POST" => 3,
        "DELETE" when operation.Path == "/api/customers/{id}" => 7,
        "DELETE" => 5,
        _ => 4,
    };

    [GeneratedRegex(@"\{[a-zA-Z]+\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\b(?<prefix>[a-z]{3}_)[0-9a-z]{26}\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Id();
}
