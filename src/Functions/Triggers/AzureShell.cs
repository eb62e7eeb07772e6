using Customers.Functions.Security;
using Customers.Functions.Storage;
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
        RequireLastingStorage(builder.Configuration.GetSection(HubOptions.Section).Get<HubOptions>() ?? new());
        builder.Services.AddHub(builder.Configuration);
        builder.Services.AddSingleton<Pipeline>();
        return builder.Build();
    }

    /// <summary>An instance's own disk is lost with it: better no start than lost orders, or sealed secrets that nobody can open.</summary>
    private static void RequireLastingStorage(HubOptions options)
    {
        if (options is not { Storage: StorageChoice.Azure, KeyVault: not null })
            throw new InvalidOperationException("The hub cannot start on Azure without Customers__Storage=azure and Customers__KeyVault.");
    }
}
