using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Customers.Domain.Stores;
using Customers.Functions.Shopify;
using Customers.Functions.Shopify.Sdk;
using Customers.Functions.Stores;
using Customers.Functions.Tests.Stores;

namespace Customers.Published.Tests.Transports;

public sealed class HttpGraphTransportTests : GraphTransportTests
{
    private protected override IGraphTransport Over(HttpClient http) => new HttpGraphTransport(http, Store.Clock);
}

public sealed class ShopifySharpTransportTests : GraphTransportTests
{
    private protected override IGraphTransport Over(HttpClient http) => new ShopifySharpTransport(http, Store.Clock);
}

/// <summary>What whoever posts GraphQL requests must do.</summary>
public abstract class GraphTransportTests : IDisposable
{
    private static readonly ShopConnection Shop = new("sto_1", new("https://demo.example.com:8443/"), new() { AccessToken = "unused" });

    private protected StrictStore Store { get; } = new();

    private protected abstract IGraphTransport Over(HttpClient http);

    [Fact]
    public async Task The_shop_gets_the_query_with_its_variables_and_the_token()
    {
        Store.Answers("""{"data":{}}""");

        await PostAsync(new() { ["first"] = 250, ["after"] = null, ["filter"] = "updated_at:>='2026-11-24T00:00:00Z' \"é語\\" });

        var sent = Assert.Single(Store.Requests);
        Assert.Equal((HttpMethod.Post, $"https://demo.example.com:8443/admin/api/{ShopifyQueries.ApiVersion}/graphql.json", "shpat_1"), (sent.Method, sent.Url.AbsoluteUri, sent.Token));
        var body = JsonNode.Parse(sent.Body)!;
        Assert.Equal("query ($first: Int!) { shop { name } }", (string?)body["query"]);
        Assert.True(JsonNode.DeepEquals(body["variables"], JsonNode.Parse("""{"first":250,"after":null,"filter":"updated_at:>='2026-11-24T00:00:00Z' \"é語\\"}""")), sent.Body);
    }

    [Theory]
    [InlineData(200, """{"data":{"shop":{"name":"Καφές 咖啡店 ☕"}}}""")]
    [InlineData(200, """{"data":{"orders":null},"errors":[{"message":"Throttled","extensions":{"code":"THROTTLED"}}],"extensions":{"cost":{"requestedQueryCost":100}}}""")]
    [InlineData(200, """{"errors":"[API] Invalid API key or access token"}""")]
    [InlineData(200, """{"data":null,"errors":[]}""")]
    [InlineData(200, "[]")]
    [InlineData(200, "<html>Back soon</html>")]
    [InlineData(200, "")]
    [InlineData(401, """{"errors":"[API] Invalid API key or access token"}""")]
    [InlineData(402, """{"errors":"Unavailable Shop"}""")]
    [InlineData(404, "")]
    [InlineData(429, """{"errors":[]}""")]
    [InlineData(500, "{}")]
    [InlineData(503, "<html>Maintenance</html>")]
    public async Task Whatever_the_shop_answers_is_brought_back_as_it_is(int status, string body)
    {
        Store.Answers((HttpStatusCode)status, body, ("Retry-After", "2.5"), ("X-Shopify-API-Version", "2026-10"));

        var answer = await PostAsync([]);

        Assert.Equal(((HttpStatusCode)status, body), (answer.Status, Encoding.UTF8.GetString(answer.Body.Span)));
        Assert.Equal((TimeSpan.FromSeconds(2.5), "2026-10"), (answer.RetryAfter, answer.ApiVersion));
        Assert.Single(Store.Requests);
    }

    [Fact]
    public async Task A_name_that_is_longer_than_any_buffer_comes_whole()
    {
        var name = string.Concat(Enumerable.Repeat("咖é", 5_000));
        Store.Answers($$$$"""{"data":{"shop":{"name":"{{{{name}}}}"}}}""");

        Assert.Equal(name, GraphErrors.Find((await PostAsync([])).Json()!.Value, "data", "shop", "name")!.Value.GetString());
    }

    [Fact]
    public async Task Too_much_is_told_as_that()
    {
        Store.Answers($$"""{"data":"{{new string('x', 2_000)}}"}""");
        using var http = Store.Client;
        http.MaxResponseContentBufferSize = 1_000;

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await Over(http).PostAsync(Request([]), CancellationToken.None)).Status);
    }

    [Fact]
    public async Task No_answer_is_a_fault()
    {
        Store.Breaks();

        await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync([]));
    }

    [Fact]
    public async Task It_ends_when_the_caller_gives_up()
    {
        using var silent = new SilentStore();
        using var http = new HttpClient(silent);
        using var gaveUp = new CancellationTokenSource();
        var posting = Over(http).PostAsync(Request([]), gaveUp.Token);
        await silent.Asked;

        await gaveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => posting);
    }

    [Fact]
    public async Task It_ends_at_the_time_limit_of_the_client()
    {
        using var silent = new SilentStore();
        using var http = new HttpClient(silent) { Timeout = TimeSpan.FromMilliseconds(50) };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Over(http).PostAsync(Request([]), CancellationToken.None));
    }

    public void Dispose()
    {
        Store.Dispose();
        GC.SuppressFinalize(this);
    }

    private Task<StoreAnswer> PostAsync(JsonObject variables) => Over(Store.Client).PostAsync(Request(variables), CancellationToken.None);

    private static GraphRequest Request(JsonObject variables) => new(Shop, "shpat_1", "query ($first: Int!) { shop { name } }", variables);
}
