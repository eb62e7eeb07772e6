using System.Net;
using Customers.Domain.Identity;
using Customers.Functions.Security;
using Customers.Functions.Tests.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Customers.Functions.Tests.Security;

public sealed class RightTests(HubFixture hub) : IClassFixture<HubFixture>
{
    [Theory]
    [InlineData(Role.Viewer, "Read")]
    [InlineData(Role.Partner, "Read WriteCustomers WriteContacts WriteAddresses WriteNotes WriteAttachments WriteOrders WriteQuotes TakePayments")]
    [InlineData(Role.Staff, "Read WriteCustomers WriteContacts WriteAddresses WriteNotes WriteAttachments WriteOrders WriteQuotes TakePayments SeeBankDetails SetCreditLimit ManageHolds RunCreditChecks WriteInvoices Refund Adjust Void WriteCatalogue Merge Redact Import Synchronise")]
    [InlineData(Role.Admin, "Read WriteCustomers WriteContacts WriteAddresses WriteNotes WriteAttachments WriteOrders WriteQuotes TakePayments SeeBankDetails SetCreditLimit ManageHolds RunCreditChecks WriteInvoices Refund Adjust Void WriteCatalogue Merge Redact Import Synchronise ManageSettings ManageKeys ManageStores ManageSubscriptions ReadAllHistory")]
    public void A_role_has_exactly_these_rights(Role role, string rights) =>
        Assert.Equal(rights, string.Join(' ', Enum.GetValues<Right>().Where(right => role.Has(right))));

    [Fact]
    public async Task Every_endpoint_opens_to_exactly_the_roles_that_have_its_right()
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            using var client = hub.Client(await hub.KeyAsync(role));
            foreach (var (method, path, right) in Endpoints().Where(e => e.Right is not null && e.Path != "/api/limit"))
            {
                using var response = await SendAsync(client, method, path);
                Assert.True(response.StatusCode != HttpStatusCode.Unauthorized && (response.StatusCode != HttpStatusCode.Forbidden) == role.Has(right!.Value), $"{role} {method} {path}: {response.StatusCode}");
            }
        }
    }

    [Fact]
    public async Task Without_a_key_every_endpoint_is_closed_but_health_and_description()
    {
        using var client = hub.Client(key: null);
        foreach (var (method, path, _) in Endpoints())
        {
            using var response = await SendAsync(client, method, path);
            Assert.True(path is "/health/live" or "/health/ready" or "/openapi.json" || response.StatusCode == HttpStatusCode.Unauthorized, $"{method} {path}: {response.StatusCode}");
        }
    }

    [Fact]
    public async Task An_endpoint_that_names_no_right_is_closed_to_everyone()
    {
        using var anonymous = await hub.Client(key: null).GetAsync("/api/forgotten");
        using var admin = await hub.Client().GetAsync("/api/forgotten");
        Assert.Equal("unauthenticated", await anonymous.ProblemAsync());
        Assert.Equal("forbidden", await admin.ProblemAsync());
    }

    [Fact]
    public void Every_endpoint_names_its_right_or_is_open_on_purpose()
    {
        var offenders = Endpoints(e => e.Metadata.GetMetadata<Need>() is null && e.Metadata.GetMetadata<IAllowAnonymous>() is null);
        Assert.Equal(["GET /api/forgotten"], offenders.Select(e => $"{e.Method} {e.Path}"));
    }

    [Theory]
    [InlineData("GET", "/api/nowhere", 404)]
    [InlineData("PATCH", "/api/keys", 405)]
    public async Task What_is_not_there_may_be_told_to_anyone(string method, string path, int status)
    {
        using var response = await SendAsync(hub.Client(key: null), method, path);
        Assert.Equal(status, (int)response.StatusCode);
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method is "POST" or "PATCH") request.Content = Wire.Json("[]");
        return await client.SendAsync(request);
    }

    private IEnumerable<(string Method, string Path, Right? Right)> Endpoints(Func<RouteEndpoint, bool>? among = null) =>
        from endpoint in hub.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where among is null || among(endpoint)
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        select (method, "/" + endpoint.RoutePattern.RawText!.TrimStart('/').Replace("{id}", "1", StringComparison.Ordinal).Replace("{kind}", "Invalid", StringComparison.Ordinal), endpoint.Metadata.GetMetadata<Need>()?.Right);
}
