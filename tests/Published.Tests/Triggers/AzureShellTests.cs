using Customers.Functions;
using Customers.Functions.Triggers;

namespace Customers.Published.Tests;

public sealed class AzureShellTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("customers-triggers-").FullName;

    [Theory]
    [InlineData]
    [InlineData("--Customers:Storage=embedded", "--Customers:KeyVault=https://vault.example")]
    [InlineData("--Customers:Storage=azure")]
    public void Without_a_lasting_place_for_data_and_keys_the_hub_does_not_start(params string[] settings)
    {
        var fault = Assert.Throws<InvalidOperationException>(() => AzureShell.Build(settings));
        Assert.Equal("The hub cannot start on Azure without Customers__Storage=azure and Customers__KeyVault.", fault.Message);
    }

    [Theory]
    [InlineData("GET", "/health/live", 200, """{"status":"ok"}""")]
    [InlineData("GET", "/api/customers", 401, "unauthenticated")]
    [InlineData("POST", "/webhooks/shopify/sto_unknown", 404, "not-found")]
    [InlineData("DELETE", "/nowhere", 404, "not-found")]
    public async Task A_request_that_the_worker_has_routed_already_is_answered_by_the_hub(string method, string path, int status, string body)
    {
        await using var services = Services();
        await using var scope = services.CreateAsyncScope();
        var request = RoutedByTheWorker(scope.ServiceProvider, method, path);

        await new HttpFunctions(new Pipeline(services)).Site(request);

        var response = request.HttpContext.Response;
        response.Body.Position = 0;
        using var reader = new StreamReader(response.Body);
        Assert.Contains(body, await reader.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.Equal(status, response.StatusCode);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private ServiceProvider Services()
    {
        var builder = WebApplication.CreateBuilder(["--Customers:DataPath", _folder]);
        builder.Services.AddHub(builder.Configuration);
        return builder.Services.BuildServiceProvider();
    }

    private static HttpRequest RoutedByTheWorker(IServiceProvider services, string method, string path)
    {
        var context = new DefaultHttpContext { RequestServices = services };
        context.Response.Body = new MemoryStream();
        context.SetEndpoint(new Endpoint(_ => throw new InvalidOperationException("The worker's endpoint ran."), EndpointMetadataCollection.Empty, "worker"));
        (context.Request.Method, context.Request.Path, context.Request.Scheme, context.Request.Host) = (method, path, "https", new HostString("hub.example"));
        context.Request.RouteValues["path"] = path.TrimStart('/');
        return context.Request;
    }
}
