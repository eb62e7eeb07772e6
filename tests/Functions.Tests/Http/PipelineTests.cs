using Customers.Functions.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Customers.Functions.Tests.Http;

/// <summary>The pipeline as another host builds it, which hands over requests of its own.</summary>
public sealed class PipelineTests(HubFixture hub) : IClassFixture<HubFixture>
{
    [Theory]
    [InlineData("GET", "/api/me", 200, "\"role\":\"admin\"")]
    [InlineData("GET", "/api/nowhere", 404, "\"code\":\"not-found\"")]
    [InlineData("PUT", "/api/me", 405, "\"code\":\"method-not-allowed\"")]
    [InlineData("GET", "/openapi.json", 200, "/api/me")]
    [InlineData("GET", "/docs/index.html", 200, "swagger-ui")]
    public async Task It_is_whole_on_a_plain_application_builder(string method, string path, int status, string content)
    {
        var app = new ApplicationBuilder(hub.Services);
        app.UseHubHttp().UseEndpoints(endpoints => endpoints.MapHubBasics());
        await using var scope = hub.Services.CreateAsyncScope();
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider, Response = { Body = body } };
        (context.Request.Method, context.Request.Path, context.Request.Headers.Authorization) = (method, path, $"Bearer {HubFixture.AdminKey}");
        await app.Build()(context);
        Assert.Equal(status, context.Response.StatusCode);
        Assert.Contains(content, System.Text.Encoding.UTF8.GetString(body.ToArray()), StringComparison.Ordinal);
    }
}
