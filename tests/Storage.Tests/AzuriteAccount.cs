using Customers.Functions.Storage.Azure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Customers.Storage.Tests;

/// <summary>The hub's Azure Storage, registered and started as the hub does it, on an account of the emulator's.</summary>
public sealed class AzuriteAccount(Azurite azurite) : IAsyncLifetime
{
    private IHost? _host;

    public T Get<T>() where T : notnull => _host!.Services.GetRequiredService<T>();

    public async Task InitializeAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection([new(AzureStorageOptions.Section, azurite.NewAccount())]);
        builder.Services.AddSingleton(azurite.Clock);
        AzureStorage.Add(builder.Services, builder.Configuration);
        _host = builder.Build();
        await _host.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _host!.StopAsync();
        _host.Dispose();
    }
}
