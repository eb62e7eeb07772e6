using Customers.Domain.Blobs;
using Customers.Domain.Documents;
using Customers.Domain.Queues;
using Customers.Functions.Security;
using Microsoft.Azure.Functions.Worker.Builder;

namespace Customers.Functions.Triggers;

/// <summary>The Azure runtime: the Functions host calls, this process answers. Not part of a build that is not published (docs/adr/0001).</summary>
public static class AzureShell
{
    public static async Task RunAsync(string[] args)
    {
        using var host = Build(args);
        await host.StartAsync();
        // Nobody would see a first key printed here: without a configured one, a warning in the log is all.
        await host.Services.GetRequiredService<FirstKey>().EnsureAsync(show: null, CancellationToken.None);
        await host.WaitForShutdownAsync();
    }

    public static IHost Build(string[] args)
    {
        var builder = FunctionsApplication.CreateBuilder(args);
        builder.ConfigureFunctionsWebApplication();
        builder.Services.AddHub(builder.Configuration);
        builder.Services.AddSingleton<Pipeline>();
        RequirePorts(builder.Services);
        return builder.Build();
    }

    /// <summary>An instance's own disk is lost with it, so nothing stands in for a missing adapter: better no start than lost orders.</summary>
    private static void RequirePorts(IServiceCollection services)
    {
        Type[] ports = [typeof(IDocumentStore), typeof(IQueue), typeof(IBlobStore)];
        var missing = ports.Where(port => services.All(service => service.ServiceType != port)).Select(port => port.Name).ToList();
        if (missing.Count > 0) throw new InvalidOperationException($"The hub cannot start on Azure: no adapter is registered for {string.Join(", ", missing)}.");
    }
}
