using System.Net;

namespace Customers.Functions.Tests.Http;

public sealed class ETagTests(HubFixture hub) : IClassFixture<HubFixture>
{
    [Theory]
    [InlineData(null, 200)]
    [InlineData("\"r1.a1\"", 304)]
    [InlineData("W/\"r1.a1\"", 304)]
    [InlineData("\"x\", \"r1.a1\"", 304)]
    [InlineData("*", 304)]
    [InlineData("\"r1.a2\"", 200)]
    [InlineData("\"r2.a1\"", 200)]
    [InlineData("\"r1\"", 200)]
    [InlineData("r1.a1", 200)]
    public async Task Reading_compares_both_parts_of_a_tag_weakly(string? ifNoneMatch, int status)
    {
        using var response = await SendAsync(HttpMethod.Get, "If-None-Match", ifNoneMatch);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("\"r1.a1\"", response.Headers.ETag?.ToString());
        Assert.Equal(status == 304, (await response.Content.ReadAsByteArrayAsync()).Length == 0);
    }

    [Theory]
    [InlineData(null, 200)]
    [InlineData("\"r1.a1\"", 200)]
    [InlineData("\"r1.other\"", 200)]
    [InlineData("\"r1\"", 200)]
    [InlineData("\"x\", \"r1\"", 200)]
    [InlineData("*", 200)]
    [InlineData("\"r2.a1\"", 412)]
    [InlineData("W/\"r1\"", 412)]
    [InlineData("r1", 412)]
    [InlineData("\"r2\", W/\"r1\"", 412)]
    public async Task Changing_compares_the_first_part_of_a_tag_strongly(string? ifMatch, int status)
    {
        using var response = await SendAsync(HttpMethod.Patch, "If-Match", ifMatch);
        Assert.Equal(status, (int)response.StatusCode);
        if (status == 412) Assert.Equal("version-mismatch", await response.ProblemAsync());
        else Assert.Equal("\"r2\"", response.Headers.ETag?.ToString());
    }

    [Fact]
    public async Task What_is_created_says_where_it_is_and_its_version()
    {
        using var content = Wire.Json("{\"name\":\"a\"}");
        using var response = await hub.Client().PostAsync("/api/things", content);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("/api/things/" + (await response.JsonAsync()).Text("id"), response.Headers.Location?.ToString());
        Assert.Equal("\"r1\"", response.Headers.ETag?.ToString());
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string header, string? tag)
    {
        using var request = new HttpRequestMessage(method, "/api/things/1");
        if (method == HttpMethod.Patch) request.Content = Wire.Json("{}");
        if (tag is not null) request.Headers.TryAddWithoutValidation(header, tag);
        return await hub.Client().SendAsync(request);
    }
}
