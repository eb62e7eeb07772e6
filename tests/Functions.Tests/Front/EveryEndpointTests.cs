using System.Net;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Customers.Domain.Identity;
using Customers.Functions.Api;
using Customers.Functions.Http;
using Customers.Functions.Imports;
using Customers.Functions.Security;
using Customers.Functions.Tests.App;
using Customers.Functions.Tests.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Customers.Functions.Tests.Front;

/// <summary>Walks all that is mapped, so that nothing new can forget its right, its description or the shape of its refusals.</summary>
public sealed partial class EveryEndpointTests(HubHost hub) : IClassFixture<HubHost>
{
    private static readonly string[] Open = ["/health/live", "/health/ready", "/openapi.json", "/webhooks/shopify/{storeId}", "/webhooks/woocommerce/{storeId}"];

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Partner)]
    [InlineData(Role.Staff)]
    [InlineData(Role.Admin)]
    public async Task Opens_to_exactly_the_roles_that_have_its_right(Role role)
    {
        using var driver = await hub.DriverAsync(role.ToString().ToLowerInvariant());
        await AssertNoneAsync(async endpoint =>
        {
            if (endpoint.Right is not { } right) return true;
            using var answer = await driver.TryAsync(endpoint.Method, endpoint.Address, BodyFor(endpoint, "[]"));
            return answer.StatusCode != HttpStatusCode.Unauthorized && answer.StatusCode == HttpStatusCode.Forbidden != role.Has(right) && answer.StatusCode < HttpStatusCode.InternalServerError;
        });
    }

    [Theory]
    [InlineData(null)]
    [InlineData("hub_not-a-key")]
    public async Task Without_a_key_only_what_is_meant_to_be_open_answers(string? key)
    {
        using var nobody = hub.Driver(key);
        await AssertNoneAsync(async endpoint =>
        {
            if (Open.Contains(endpoint.Template)) return endpoint.Right is null;
            return await nobody.OutcomeAsync(endpoint.Method, endpoint.Address, BodyFor(endpoint, "{}")) == endpoint.Refused("401 unauthenticated");
        });
        Assert.Equal(Open, Endpoints().Where(e => e.Right is null).Select(e => e.Template).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Stands_in_the_published_description()
    {
        var paths = (await hub.Admin.GetAsync("/openapi.json")).GetProperty("paths");
        await AssertNoneAsync(endpoint => Task.FromResult(endpoint.Template is "/openapi.json" or "/health/live" or "/health/ready"
            || (paths.TryGetProperty(endpoint.Template, out var path) && path.TryGetProperty(endpoint.Method.Method.ToLowerInvariant(), out var operation) && operation.GetProperty("responses").EnumerateObject().Any())));
    }

    [Fact]
    public Task Refuses_malformed_JSON_with_a_problem() => AssertNoneAsync(async endpoint =>
        !endpoint.TakesJson || await hub.Admin.OutcomeAsync(endpoint.Method, endpoint.Address, "{\"a\":") is "400 malformed-json" or "404 not-found");

    [Fact]
    public Task Refuses_another_media_type_with_a_problem() => AssertNoneAsync(async endpoint =>
    {
        using var text = new StringContent("name=x", Encoding.UTF8, "text/plain");
        return !endpoint.TakesBody || await hub.Admin.OutcomeAsync(endpoint.Method, endpoint.Address, text) is "415 unsupported-media-type" or "404 not-found";
    });

    [Fact]
    public Task Refuses_a_wrong_method_with_a_problem() => AssertNoneAsync(async endpoint =>
        await hub.Admin.OutcomeAsync(new HttpMethod("PROPFIND"), endpoint.Address) == "405 method-not-allowed");

    [Fact]
    public Task Does_not_find_what_is_not_there_with_a_problem() => AssertNoneAsync(async endpoint =>
        !endpoint.Template.Contains("{id}", StringComparison.Ordinal) || endpoint.TakesBody || await hub.Admin.OutcomeAsync(endpoint.Method, endpoint.Address) == endpoint.Refused("404 not-found"));

    [Theory]
    [InlineData("GET", "/api/nowhere", "404 not-found")]
    [InlineData("POST", "/nowhere", "404 not-found")]
    [InlineData("DELETE", "/api/customers", "405 method-not-allowed")]
    public async Task An_address_that_is_none_is_a_problem_too(string method, string path, string outcome) =>
        Assert.Equal(outcome, await hub.Admin.OutcomeAsync(new HttpMethod(method), path));

    /// <summary>All offenders in one message.</summary>
    private async Task AssertNoneAsync(Func<Endpoint, Task<bool>> holds)
    {
        List<string> offenders = [];
        foreach (var endpoint in Endpoints())
            if (!await holds(endpoint)) offenders.Add($"{endpoint.Method} {endpoint.Template}");
        Assert.Empty(offenders);
    }

    private static string? BodyFor(Endpoint endpoint, string json) => endpoint.TakesJson ? json : null;

    private IEnumerable<Endpoint> Endpoints() =>
        from route in hub.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        from method in route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        select new Endpoint(new HttpMethod(method), "/" + route.RoutePattern.RawText!.TrimStart('/').TrimEnd('/'), route.Metadata.GetMetadata<Need>()?.Right,
            TypesTakenBy(route).Any(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Body<>)), TypesTakenBy(route).Any(type => type == typeof(AttachmentUpload) || type == typeof(CsvUpload)));

    private static IEnumerable<Type> TypesTakenBy(RouteEndpoint route) => route.Metadata.GetMetadata<MethodInfo>()?.GetParameters().Select(p => p.ParameterType) ?? [];

    private sealed partial record Endpoint(HttpMethod Method, string Template, Right? Right, bool TakesJson, bool TakesFile)
    {
        public bool TakesBody => TakesJson || TakesFile;

        /// <summary>Of things that are not there.</summary>
        public string Address => Parameter().Replace(Template, "none");

        /// <summary>An answer to HEAD has no body to hold a code.</summary>
        public string Refused(string outcome) => Method == HttpMethod.Head ? outcome.Split(' ')[0] : outcome;

        [GeneratedRegex(@"\{[a-zA-Z]+\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
        private static partial Regex Parameter();
    }
}
