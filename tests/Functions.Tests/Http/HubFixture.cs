using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Keys;
using Customers.Functions.Http;
using Customers.Functions.Security;
using Customers.Functions.Storage;
using Customers.Functions.Storage.Sqlite;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Customers.Functions.Tests.Http;

/// <summary>The pipeline in process, with sample endpoints and a store of its own. Time stands still unless a test moves it.</summary>
public sealed class HubFixture : IAsyncLifetime
{
    public const string AdminKey = "hub_admin-key-of-the-tests-0123456789abcdef";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hub-http-");
    private WebApplication? _app;

    public Dictionary<string, string?> Settings { get; } = new(StringComparer.Ordinal)
    {
        ["Customers:BootstrapKey"] = AdminKey,
        ["Customers:RateLimitPerMinute"] = "0",
        ["Customers:UnauthenticatedPerMinute"] = "0",
    };

    /// <summary>What a test puts in the place of an adapter, before the start.</summary>
    public Action<IServiceCollection> Replace { get; set; } = _ => { };

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero));
    public OutageStore Store => (OutageStore)Services.GetRequiredService<IDocumentStore>();
    public SampleEndpoints Samples { get; } = new();
    public List<string> ShownKeys { get; } = [];
    public IServiceProvider Services => _app!.Services;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production });
        builder.WebHost.UseTestServer();
        builder.Logging.SetMinimumLevel(LogLevel.Critical);
        builder.Configuration.AddInMemoryCollection(Settings);
        EmbeddedStorage.Add(builder.Services.AddSingleton<TimeProvider>(Clock), _folder.FullName, HubHttp.Documents)
            .AddSingleton<IDocumentStore>(all => new OutageStore(ActivatorUtilities.CreateInstance<SqliteDocumentStore>(all)))
            .AddHubHttp(builder.Configuration);
        Replace(builder.Services);
        _app = builder.Build();
        _app.UseHubHttp();
        _app.MapHubBasics();
        Samples.Map(_app);
        await _app.StartAsync();
        await Services.GetRequiredService<FirstKey>().EnsureAsync(ShownKeys.Add, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _app!.StopAsync();
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>A client with this key; null: without one.</summary>
    public HttpClient Client(string? key = AdminKey)
    {
        var client = _app!.GetTestClient();
        if (key is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    /// <summary>The secret of a new key.</summary>
    public async Task<string> KeyAsync(Role role, DateTimeOffset? expiresAt = null)
    {
        var created = await Services.GetRequiredService<KeyRing>().CreateAsync(
            new KeyWish(role.ToString(), role, expiresAt), Caller.Hub, Services.GetRequiredService<UlidSource>(), CancellationToken.None);
        return created.Value.Secret;
    }

    /// <summary>A key whose id is known.</summary>
    public async Task<(string Id, string Secret)> NewKeyAsync(Role role)
    {
        using var client = Client();
        using var response = await client.PostAsJsonAsync("/api/keys", new { name = "a key", role = JsonNamingPolicy.CamelCase.ConvertName(role.ToString()) });
        var key = await response.JsonAsync();
        return (key.Text("id"), key.Text("key"));
    }
}
