using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Customers.Functions.Tests.Http;

public sealed class BodyTests(HubFixture hub) : IClassFixture<HubFixture>
{
    [Fact]
    public async Task Every_fault_of_a_request_is_told_at_once()
    {
        using var response = await PostAsync("""
            {
                "kind": "huge", "amount": "1e3", "due": "2026-02-30", "at": "2026-01-31T10:00:00", "active": "yes",
                "portal": { "loginEnabled": 1, "theme": "dark" }, "tags": "vip", "custom": [], "id": "thg_1", "Name": "x",
                "lines": [ { "quantity": 1 }, null, { "quantity": 1.5 }, 7 ]
            }
            """);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(
            [
                "Name: unknown or read-only",
                "active: must be true or false",
                "amount: must be a decimal number like \"129.90\"",
                "at: must be an instant like 2026-01-31T23:59:00Z",
                "custom: must be an object",
                "due: must be a date like 2026-01-31",
                "id: unknown or read-only",
                "kind: must be one of small, notSmall",
                "lines[1]: must not be null",
                "lines[2].quantity: must be a whole number",
                "lines[3]: must be an object",
                "name: is required",
                "portal.loginEnabled: must be true or false",
                "portal.theme: unknown or read-only",
                "tags: must be a list",
            ],
            (await response.FaultsAsync()).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("{")]
    [InlineData("{\"name\":\"a\"} x")]
    [InlineData("{\"name\":\"a\"}{}")]
    [InlineData("{\"name\":\"a\",\"name\":\"b\"}")]
    [InlineData("{\"name\":\"a\",\"n\\u0061me\":\"b\"}")]
    [InlineData("{\"unknown\":{\"a\":1,\"a\":2}}")]
    [InlineData("{\"name\":\"\\ud800\"}")]
    [InlineData("{\"\\udc00\":1}")]
    [InlineData("{\"name\":\"a\",}")]
    [InlineData("{\"name\":NaN}")]
    [InlineData("{/* no */\"name\":\"a\"}")]
    public async Task What_is_no_readable_JSON_is_malformed(string body)
    {
        using var response = await PostAsync(body);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("malformed-json", await response.ProblemAsync());
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF8_are_malformed()
    {
        using var content = new ByteArrayContent([.. "{\"name\":\""u8, 0xff, .. "\"}"u8]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await hub.Client().PostAsync("/api/things", content);
        Assert.Equal("malformed-json", await response.ProblemAsync());
    }

    [Theory]
    [InlineData(32, "validation-failed")]
    [InlineData(33, "malformed-json")]
    public async Task JSON_nests_32_deep_and_no_deeper(int depth, string code)
    {
        using var response = await PostAsync("{\"x\":" + new string('[', depth - 1) + new string(']', depth - 1) + "}");
        Assert.Equal(code, await response.ProblemAsync());
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    public async Task What_is_no_object_is_invalid(string body)
    {
        using var response = await PostAsync(body);
        Assert.Contains("$: must be an object", await response.FaultsAsync());
    }

    [Theory]
    [InlineData("application/json", 201)]
    [InlineData("application/json; charset=utf-8", 201)]
    [InlineData("application/merge-patch+json", 201)]
    [InlineData("application/vnd.hub+json", 201)]
    [InlineData("text/plain", 415)]
    [InlineData("text/json-not", 415)]
    [InlineData(null, 415)]
    public async Task Only_JSON_is_taken(string? type, int status)
    {
        using var content = new ByteArrayContent([.. "{\"name\":\"a\"}"u8]);
        if (type is not null) content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var response = await hub.Client().PostAsync("/api/things", content);
        Assert.Equal(status, (int)response.StatusCode);
        if (status == 415) Assert.Equal("unsupported-media-type", await response.ProblemAsync());
    }

    [Theory]
    [InlineData(0, 201)]
    [InlineData(1, 413)]
    public async Task A_body_may_have_one_MiB_and_no_more(int over, int status)
    {
        var body = "{\"name\":\"a\"}";
        using var response = await PostAsync(body + new string(' ', 1024 * 1024 - body.Length + over));
        Assert.Equal(status, (int)response.StatusCode);
        if (status == 413) Assert.Equal("payload-too-large", await response.ProblemAsync());
    }

    [Fact]
    public async Task A_body_of_unknown_length_is_limited_too()
    {
        using var content = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes(new string(' ', 1024 * 1024 + 1))));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.ContentLength = null;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/things") { Content = content };
        request.Headers.TransferEncodingChunked = true;
        using var response = await hub.Client().SendAsync(request);
        Assert.Equal("payload-too-large", await response.ProblemAsync());
    }

    [Theory]
    [InlineData("129.90", true)]
    [InlineData("\"129.90\"", true)]
    [InlineData("\"-0.01\"", true)]
    [InlineData("0", true)]
    [InlineData("1e3", false)]
    [InlineData("\"1,000.00\"", false)]
    [InlineData("\"NaN\"", false)]
    [InlineData("\" 1\"", false)]
    [InlineData("\"+1\"", false)]
    [InlineData("\"1.\"", false)]
    [InlineData("\".5\"", false)]
    [InlineData("\"\"", false)]
    [InlineData("\"٣\"", false)]
    [InlineData("true", false)]
    [InlineData("0.001", false)]
    [InlineData("1000000000000.01", false)]
    [InlineData("99999999999999999999999999999999", false)]
    public async Task Amounts_are_exact_decimals_as_text_or_number(string amount, bool taken)
    {
        using var response = await PostAsync($$"""{ "name": "a", "amount": {{amount}} }""");
        Assert.Equal(taken ? HttpStatusCode.Created : HttpStatusCode.BadRequest, response.StatusCode);
        if (!taken) Assert.StartsWith("amount: ", Assert.Single(await response.FaultsAsync()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "kept|NotSmall|7|||old|")]
    [InlineData("""{ "name": null, "kind": null, "amount": null, "tags": null, "portal": null }""", "|Small|||||")]
    [InlineData("""{ "name": "n", "kind": "small", "amount": "1.50", "due": "2026-01-31", "at": "2026-01-31T10:00:00+02:00", "tags": ["a", "b"], "portal": { "loginEnabled": null } }""",
        "n|Small|1.50|2026-01-31|2026-01-31 08:00:00Z|a+b|False")]
    public async Task A_patch_keeps_what_is_absent_and_clears_what_is_null(string patch, string expected)
    {
        using var content = new StringContent(patch, Encoding.UTF8, "application/merge-patch+json");
        using var response = await hub.Client().PatchAsync("/api/things/1", content);
        Assert.Equal(expected, (await response.JsonAsync()).Text("name"));
    }

    [Fact]
    public async Task Answers_write_money_as_text_instants_in_UTC_and_nulls()
    {
        Assert.Equal(
            """{"total":"129.90","percent":"1.5","at":"2026-01-31T12:00:00Z","due":"2026-02-28","kind":"notSmall","nothing":null}""",
            await hub.Client().GetStringAsync("/api/amounts"));
    }

    [Fact]
    public async Task Names_stay_readable_in_every_script()
    {
        Assert.Contains("Ärzte <&> 東京", await hub.Client().GetStringAsync("/api/things/1"), StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> PostAsync(string body)
    {
        using var content = Wire.Json(body);
        return await hub.Client().PostAsync("/api/things", content);
    }
}
