using System.Net;
using System.Text.Json;

namespace Customers.Functions.Tests.Http;

public sealed class ApiDescriptionTests(HubFixture hub) : IClassFixture<HubFixture>
{
    [Fact]
    public async Task It_is_OpenAPI_3_1_for_anyone_to_read()
    {
        Assert.StartsWith("3.1", (await DescriptionAsync()).Text("openapi"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_body_shows_the_values_behind_its_fields()
    {
        var schema = (await OperationAsync("/api/things", "post")).GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema");
        Assert.False(schema.GetProperty("additionalProperties").GetBoolean());
        var properties = schema.GetProperty("properties");
        Assert.Equal("""["null","string"]""", Types(properties.GetProperty("name")));
        Assert.Equal("""["null","number","string"]""", Types(properties.GetProperty("amount")));
        Assert.Equal("""["small","notSmall",null]""", JsonSerializer.Serialize(properties.GetProperty("kind").GetProperty("enum")));
        Assert.Equal("""["boolean","null"]""", Types(properties.GetProperty("portal").GetProperty("properties").GetProperty("loginEnabled")));
        Assert.Equal("""["integer","null"]""", Types(properties.GetProperty("lines").GetProperty("items").GetProperty("properties").GetProperty("quantity")));
        Assert.False(properties.TryGetProperty("unknown", out _));
    }

    [Fact]
    public async Task Answers_show_amounts_as_text()
    {
        var schemas = (await DescriptionAsync()).GetProperty("components").GetProperty("schemas");
        Assert.Equal("string", schemas.GetProperty("Money").Text("type"));
        Assert.Equal(@"^-?\d+(\.\d+)?$", schemas.GetProperty("Money").Text("pattern"));
        Assert.Equal("#/components/schemas/Money", schemas.GetProperty("Amounts").GetProperty("properties").GetProperty("total").Text("$ref"));
        Assert.Equal("string", schemas.GetProperty("Amounts").GetProperty("properties").GetProperty("percent").Text("type"));
        Assert.Equal("date-time", schemas.GetProperty("Amounts").GetProperty("properties").GetProperty("at").Text("format"));
    }

    [Theory]
    [InlineData("/api/keys", "get", "KeyResponseList", "Keys")]
    [InlineData("/api/things/{id}", "get", "Thing", "things")]
    [InlineData("/api/amounts", "get", "Amounts", "Sums")]
    public async Task Operations_are_grouped_by_resource_and_their_answers_named(string path, string method, string answer, string tag)
    {
        var operation = await OperationAsync(path, method);
        Assert.Equal($"#/components/schemas/{answer}", operation.GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty("application/json").GetProperty("schema").Text("$ref"));
        Assert.Equal(tag, Assert.Single(operation.GetProperty("tags").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task Every_operation_names_its_problem_codes_by_status()
    {
        var responses = (await OperationAsync("/api/things/{id}", "patch")).GetProperty("responses");
        string[] problems = [.. responses.EnumerateObject().Where(r => r.Name[0] is '4' or '5').Select(r => $"{r.Name} {r.Value.Text("description")}")];
        Assert.Equal(
            [
                "400 `validation-failed`, `malformed-json`", "401 `unauthenticated`", "403 `forbidden`", "404 `not-found`", "409 `thing-taken`", "412 `version-mismatch`",
                "413 `payload-too-large`", "415 `unsupported-media-type`", "429 `rate-limited`", "500 `internal-error`", "503 `unavailable`",
            ],
            problems.Order(StringComparer.Ordinal));
        Assert.Equal("#/components/schemas/Problem", responses.GetProperty("409").GetProperty("content").GetProperty("application/problem+json").GetProperty("schema").Text("$ref"));
        Assert.Equal("#/components/schemas/Thing", responses.GetProperty("200").GetProperty("content").GetProperty("application/json").GetProperty("schema").Text("$ref"));
    }

    [Theory]
    [InlineData("/api/things", "get", "limit after sort kind tag since active class.*")]
    [InlineData("/api/things", "post", "Idempotency-Key")]
    [InlineData("/api/things/{id}", "patch", "id If-Match")]
    public async Task Parameters_follow_from_what_the_endpoint_binds(string path, string method, string names)
    {
        var operation = await OperationAsync(path, method);
        Assert.Equal(names, string.Join(' ', operation.GetProperty("parameters").EnumerateArray().Select(p => p.Text("name"))));
        Assert.Equal("apiKey", operation.GetProperty("security")[0].EnumerateObject().Single().Name);
    }

    [Theory]
    [InlineData("/docs/index.html")]
    [InlineData("/docs/swagger-ui-bundle.js")]
    public async Task The_page_for_people_brings_all_it_needs(string path)
    {
        using var response = await hub.Client(key: null).GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.DoesNotContain("https://", path.EndsWith("html", StringComparison.Ordinal) ? await response.Content.ReadAsStringAsync() : "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_reads_the_description_from_the_hub()
    {
        Assert.Contains("/openapi.json", await hub.Client(key: null).GetStringAsync("/docs/index.js"), StringComparison.Ordinal);
    }

    private static string Types(JsonElement schema) =>
        JsonSerializer.Serialize(schema.GetProperty("type").EnumerateArray().Select(t => t.GetString()).Order(StringComparer.Ordinal));

    private async Task<JsonElement> OperationAsync(string path, string method) => (await DescriptionAsync()).GetProperty("paths").GetProperty(path).GetProperty(method);

    private async Task<JsonElement> DescriptionAsync()
    {
        using var response = await hub.Client(key: null).GetAsync("/openapi.json");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.JsonAsync();
    }
}
