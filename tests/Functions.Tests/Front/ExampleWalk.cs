using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Customers.Domain.Stores;
using Customers.Functions.Local.DemoStores;
using Customers.Functions.Tests.App;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.Front;

/// <summary>Sends the published examples, with ids of things that are there: those that the examples before have made.</summary>
internal sealed partial class ExampleWalk(HubDriver hub, PublishedApi api, ShopsHost shops)
{
    private static readonly Dictionary<string, string> Makers = new(StringComparer.Ordinal) { ["/api/jobs"] = "/api/imports/customers", ["/api/subscriptions/{id}/deliveries"] = "/api/subscriptions/{id}/test" };
    /// <summary>What examples of bodies presuppose.</summary>
    private static readonly Dictionary<string, string> Queries = new(StringComparer.Ordinal) { ["/api/credit-checks"] = "?preview=true" };
    private readonly ExampleScenes _scenes = new(hub);
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal) { ["/api/customers/{id}/tags/{tag}"] = "vip" };
    /// <summary>Made for the operation that is being sent; before all others.</summary>
    private IReadOnlyDictionary<string, string> _scene = ExampleScenes.None;
    private string? _buyer;

    /// <summary>What makes comes before what reads, and what destroys comes last.</summary>
    public IEnumerable<PublishedOperation> Operations => api.Operations.Where(operation => !operation.IsOpen)
        .OrderBy(RankOf).ThenBy(operation => operation.Path.Count(c => c == '/') * (operation.Method == HttpMethod.Delete ? -1 : 1)).ThenBy(operation => operation.Path, StringComparer.Ordinal);

    /// <summary>Jobs that it begins are at their end afterwards.</summary>
    /// <param name="vary">Changes a JSON body before it is sent.</param>
    public async Task<HttpResponseMessage> SendAsync(PublishedOperation operation, Action<JsonObject>? vary = null)
    {
        var outer = _scene;
        _scene = await _scenes.OfAsync(operation);
        var query = operation.NeededParameters.Any() ? $"?{operation.NeededParameters.Single()}={await IdAsync("/api/customers/{id}")}" : operation.Body is null ? "" : Queries.GetValueOrDefault(operation.Path, "");
        var answer = await hub.TryAsync(operation.Method, await AddressAsync(operation.Path) + query, ContentOf(operation, vary));
        _scene = outer;
        if (answer.Headers.Location?.OriginalString.Split("/api/jobs/") is [_, var job]) await hub.EndOfJobAsync(job);
        if (vary is null && operation.Method == HttpMethod.Post && answer.IsSuccessStatusCode) await NoteAsync(operation.Path, answer);
        return answer;
    }

    /// <summary>The path with every parameter filled.</summary>
    public async Task<string> AddressAsync(string path)
    {
        if (path.EndsWith("/sync", StringComparison.Ordinal)) return $"/api/customers/{await BuyerAsync()}/sync";
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
        if (template == "/api/stores/{id}/events/{eventId}") await BuyerAsync();
        if (_scene.TryGetValue(template, out var known) || _ids.TryGetValue(template, out known)) return known;
        var collection = template[..template.LastIndexOf('/')];
        var maker = Makers.GetValueOrDefault(collection, collection);
        using var made = await SendAsync(api.Operations.Single(operation => operation.Method == HttpMethod.Post && (operation.Path == maker || operation.Path == "/api/customers/{id}" + maker["/api".Length..])));
        Assert.True(made.IsSuccessStatusCode, $"{maker}: {await made.Content.ReadAsStringAsync()}");
        return _ids[template];
    }

    private async Task NoteAsync(string path, HttpResponseMessage answer)
    {
        var json = await answer.JsonAsync();
        if (!json.TryGetProperty("id", out var id)) return;
        // Many are made at their customer and read by themselves.
        var collection = answer.Headers.Location?.OriginalString.Split('/') is ["", "api", var own, _] ? "/api/" + own : Makers.Where(maker => maker.Value == path).Select(maker => maker.Key).FirstOrDefault(path);
        _ids[Parameters.GetValueOrDefault(collection, collection + "/{id}")] = id.GetString()!;
    }

    private Dictionary<string, string> Parameters => field ??= api.Operations.Select(operation => operation.Path).Where(path => path.EndsWith('}'))
        .DistinctBy(path => path[..path.LastIndexOf('/')]).ToDictionary(path => path[..path.LastIndexOf('/')], path => path, StringComparer.Ordinal);

    /// <summary>Who has bought at the example store.</summary>
    private async Task<string> BuyerAsync()
    {
        if (_buyer is not null) return _buyer;
        var store = new StoreDriver(hub, await IdAsync("/api/stores/{id}"), StoreKind.WooCommerce, "sesame");
        await store.SendAsync(store.Told(new ToldOrder { Id = 86, Email = "ayse@example.com", IsPaid = true }));
        await store.DrainedAsync();
        _ids["/api/stores/{id}/events/{eventId}"] = (await store.EventsAsync("done"))[0].Text("id");
        return _buyer = (await store.OrdersAsync())[0].Text("customerId");
    }

    private object? ContentOf(PublishedOperation operation, Action<JsonObject>? vary) => operation.Body switch
    {
        null => null,
        { Type: "multipart/form-data" } => Files.Form("terms.pdf", Files.Pdf, "contract"),
        { Type: "text/csv", Example: { } example } => new StringContent(example.GetString()!, Encoding.UTF8, new MediaTypeHeaderValue("text/csv")),
        { Example: { } example } => Varied(Here(example.GetRawText()), vary),
        _ => "{}",
    };

    private static string Varied(string example, Action<JsonObject>? vary)
    {
        if (vary is null) return example;
        var body = JsonNode.Parse(example)!.AsObject();
        vary(body);
        // One of the two says what is credited.
        if (body.ContainsKey("amount")) body.Remove("lines");
        return body.ToJsonString();
    }

    /// <summary>The example with ids and a shop that are there.</summary>
    private string Here(string example) => Id().Replace(example, id => _scene.Values.Concat(_ids.Values).First(known => known.StartsWith(id.Groups["prefix"].Value, StringComparison.Ordinal)))
        .Replace("https://shop.example.com", shops.WooCommerce, StringComparison.Ordinal)
        .Replace("https://partner.example.com", shops.Odd, StringComparison.Ordinal)
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
