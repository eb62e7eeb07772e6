using System.Net.Http.Headers;
using Customers.Functions.Local;
using Customers.Functions.Security;
using Customers.Functions.Tests.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Customers.Functions.Tests.App;

/// <summary>The whole hub in process: Kestrel on a free port, data of its own (<see cref="TestStorage"/>), queue pumps and schedules running.</summary>
public class HubHost : IAsyncLifetime
{
    public const string AdminKey = "hub_admin-key-of-the-app-tests-0123456789abcdefghijk";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hub-app-");
    private WebApplication? _app;
    private string[] _storage = [];

    public HubHost() : this(new RunningClock())
    {
    }

    protected HubHost(TimeProvider clock) => Clock = clock;

    public TimeProvider Clock { get; }
    internal LogCapture Logs { get; } = new();
    /// <summary>What this run told the hub and its logs must not tell anybody.</summary>
    internal PersonalData Private { get; } = new();
    private readonly RefusalWatch _refusals = new();
    public string Folder => _folder.FullName;
    public IServiceProvider Services => _app!.Services;
    public Uri Address { get; private set; } = null!;
    internal HubDriver Admin { get; private set; } = null!;

    /// <summary>Settings as on the command line.</summary>
    protected virtual IEnumerable<string> Arguments =>
    [
        "--urls", "http://127.0.0.1:0",
        "--Customers:DataPath", _folder.FullName,
        "--Customers:BootstrapKey", AdminKey,
        "--Customers:RateLimitPerMinute", "0",
        "--Customers:AllowLocalStores", "true",
        "--Customers:PublicUrl", "https://hub.example.com",
    ];

    /// <summary>What a test replaces.</summary>
    protected virtual void Configure(IServiceCollection services) => TestStorage.Configure(services);

    public virtual async Task InitializeAsync()
    {
        _storage = await TestStorage.ArgumentsAsync(Clock);
        await StartAsync();
    }

    /// <summary>Stops the hub and starts it anew on the same data, with more settings.</summary>
    public async Task RestartAsync(params string[] settings)
    {
        Admin.Dispose();
        await StopAsync();
        await StartAsync(settings);
    }

    private async Task StartAsync(params string[] settings)
    {
        _app = LocalShell.Build([.. _storage, .. Arguments, .. settings], demo: false, builder =>
        {
            builder.Services.AddSingleton(Clock);
            builder.Services.AddSingleton<IStartupFilter>(new Listening(Private, _refusals));
            Configure(builder.Services);
            builder.Logging.ClearProviders().AddProvider(Logs);
        });
        await _app.StartAsync();
        await Services.GetRequiredService<FirstKey>().EnsureAsync(_ => { }, CancellationToken.None);
        Address = new Uri(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Admin = Driver(AdminKey);
    }

    /// <summary>A caller with this key; null: without one.</summary>
    internal HubDriver Driver(string? key)
    {
        var http = new HttpClient { BaseAddress = Address };
        if (key is not null) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return new(http);
    }

    /// <summary>A caller of this role, with a key made now.</summary>
    internal async Task<HubDriver> DriverAsync(string role) =>
        Driver((await Admin.PostAsync("/api/keys", new { name = role, role })).Text("key"));

    /// <summary>What lies in its folder.</summary>
    public async IAsyncEnumerable<(string Name, byte[] Bytes)> FilesAsync()
    {
        foreach (var file in _folder.EnumerateFiles("*", SearchOption.AllDirectories).Where(file => file.Name != "hub.lock"))
        {
            await using var stream = file.Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy);
            yield return (file.Name, copy.ToArray());
        }
    }

    public virtual async Task DisposeAsync()
    {
        Admin?.Dispose();
        if (_app is not null) await StopAsync(); // else it could not start

        _folder.Delete(recursive: true);
        var undeclared = string.Join('\n', _refusals.Undeclared);
        Assert.True(undeclared.Length == 0, "Refused with what no description declares:\n" + undeclared);
        var told = Private.In(Logs.Text);
        Assert.True(told.Count == 0, $"The log tells {string.Join(", ", told)}: {Logs.Lines.FirstOrDefault(line => told.Any(one => line.Contains(one, StringComparison.OrdinalIgnoreCase)))}");
    }

    private async Task StopAsync()
    {
        await _app!.StopAsync();
        await _app.DisposeAsync();
    }

    /// <summary>Notes the personal data of every request before the hub sees it, and how the hub refuses.</summary>
    private sealed class Listening(PersonalData told, RefusalWatch refusals) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (context, following) =>
            {
                await told.NoteAsync(context.Request);
                await following(context);
                refusals.Note(context);
            });
            next(app);
        };
    }
}
