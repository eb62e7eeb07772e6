using Customers.Functions.Http;
using Customers.Functions.Local.Demo;
using Customers.Functions.Security;

namespace Customers.Functions.Local;

/// <summary>The local runtime: Kestrel, the schedules and the queue pumps in one process, on embedded storage or on Azure's.</summary>
public static class LocalShell
{
    private const string DefaultUrl = "http://localhost:7071";
    /// <summary>To see its files change, ASP.NET would watch all of the folder: every write to the data in it costs an event then.</summary>
    private const string NoReload = "--hostBuilder:reloadConfigOnChange=false";

    public static async Task RunAsync(string[] args)
    {
        var demo = args.Contains("--demo");
        await using var app = Build([.. args.Where(arg => arg != "--demo")], demo);
        await app.StartAsync();
        await app.Services.GetRequiredService<FirstKey>().EnsureAsync(Show, app.Lifetime.ApplicationStopping);
        if (demo) await DemoRun.RunAsync(app, app.Lifetime.ApplicationStopping);
        await app.WaitForShutdownAsync();
    }

    /// <param name="configure">What a test replaces: the clock, the logs.</param>
    public static WebApplication Build(string[] args, bool demo, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder([NoReload, .. args]);
        LocalSettings.Add(builder.Configuration, builder.Environment.ContentRootPath, args);
        if (demo) builder.Configuration.AddInMemoryCollection(DemoRun.Configuration(builder.Configuration));
        ConfigureLogs(builder.Logging);
        if (string.IsNullOrEmpty(builder.Configuration["urls"])) builder.WebHost.UseUrls(DefaultUrl);
        // Ids come from the request: what lives longer must not keep them.
        builder.Host.UseDefaultServiceProvider(services => (services.ValidateScopes, services.ValidateOnBuild) = (true, true));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);

        builder.Services.AddHub(builder.Configuration);
        if (builder.Configuration.GetValue($"{HubOptions.Section}:{nameof(HubOptions.RunJobs)}", true))
            builder.Services.AddHostedService<QueuePump>().AddHostedService<Ticker>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(30));
        configure?.Invoke(builder);

        var app = builder.Build();
        app.UseHubHttp();
        app.MapHub();
        DemoRun.MapIfDemo(app, demo);
        return app;
    }

    /// <summary>The hub's own messages, and of ASP.NET only what is wrong; configuration (section Logging) adds to that.</summary>
    private static void ConfigureLogs(ILoggingBuilder logs) => logs
        .AddSimpleConsole(console => console.SingleLine = true)
        .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
        // That the key ring is not encrypted: it lies in a folder that only this user can read.
        .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);

    private static void Show(string secret) => Console.WriteLine($"""

        The first admin key, shown only this once:
            {secret}

        """);
}
