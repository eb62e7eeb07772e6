using System.Net;
using Customers.Domain.Identity;

namespace Customers.Functions.Tests.Http;

public sealed class ProblemTests(HubFixture hub) : IClassFixture<HubFixture>
{
    [Theory]
    [InlineData("GET", "/api/refusals/Invalid", 400, "some-code")]
    [InlineData("GET", "/api/refusals/NotFound", 404, "some-code")]
    [InlineData("GET", "/api/refusals/Conflict", 409, "some-code")]
    [InlineData("GET", "/api/refusals/Stale", 412, "some-code")]
    [InlineData("GET", "/api/refusals/Unprocessable", 422, "some-code")]
    [InlineData("GET", "/api/refusals/nonsense", 400, "bad-request")]
    [InlineData("GET", "/api/nowhere", 404, "not-found")]
    [InlineData("DELETE", "/api/things/1", 405, "method-not-allowed")]
    [InlineData("GET", "/api/broken", 500, "internal-error")]
    [InlineData("GET", "/api/unavailable", 503, "unavailable")]
    public async Task Every_refusal_and_fault_is_a_problem_with_a_code(string method, string path, int status, string code)
    {
        using var response = await SendAsync(method, path);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(code, await response.ProblemAsync());
    }

    [Fact]
    public async Task A_fault_tells_nothing_of_the_inside()
    {
        using var broken = await SendAsync("GET", "/api/broken");
        using var down = await SendAsync("GET", "/api/unavailable");
        Assert.DoesNotContain("secret", await broken.Content.ReadAsStringAsync() + await down.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.NotNull(down.Headers.RetryAfter);
    }

    [Fact]
    public async Task A_wrong_method_is_told_the_right_ones()
    {
        using var response = await SendAsync("DELETE", "/api/things/1");
        Assert.Equal(["GET", "PATCH"], response.Content.Headers.Allow.Order());
    }

    [Fact]
    public async Task A_problem_is_readable_whatever_the_caller_accepts()
    {
        using var client = hub.Client();
        client.DefaultRequestHeaders.Add("Accept", "text/html");
        using var response = await client.GetAsync("/api/nowhere");
        Assert.Equal("not-found", await response.ProblemAsync());
    }

    [Theory]
    [InlineData("given-id 1", "given-id 1")]
    [InlineData("umläut", null)]
    [InlineData("", null)]
    public async Task A_printable_request_id_comes_back_and_others_are_replaced(string given, string? expected)
    {
        using var client = hub.Client();
        client.DefaultRequestHeaders.TryAddWithoutValidation("X-Request-Id", given);
        using var response = await client.GetAsync("/api/broken");
        var id = Assert.Single(response.Headers.GetValues("X-Request-Id"));
        Assert.Equal(expected ?? (await response.JsonAsync()).Text("traceId"), id);
    }

    [Fact]
    public async Task A_request_id_may_have_128_characters_and_no_more()
    {
        using var client = hub.Client();
        client.DefaultRequestHeaders.Add("X-Request-Id", new string('x', 129));
        using var response = await client.GetAsync("/api/me");
        Assert.DoesNotContain('x', Assert.Single(response.Headers.GetValues("X-Request-Id")));
    }

    [Fact]
    public async Task The_trace_of_the_caller_goes_on()
    {
        using var client = hub.Client();
        client.DefaultRequestHeaders.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        using var response = await client.GetAsync("/api/nowhere");
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", (await response.JsonAsync()).Text("traceId"));
    }

    [Fact]
    public async Task A_right_that_is_missing_inside_a_request_is_forbidden_too()
    {
        using var client = hub.Client(await hub.KeyAsync(Role.Partner));
        using var response = await client.GetAsync("/api/limit");
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("forbidden", await response.ProblemAsync());
    }

    private async Task<HttpResponseMessage> SendAsync(string method, string path)
    {
        using var client = hub.Client();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        return await client.SendAsync(request);
    }
}
