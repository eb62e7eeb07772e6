using Customers.Functions.Local.DemoStores;

namespace Customers.Functions.Local.Demo;

/// <summary><c>--demo</c>.</summary>
internal static class DemoRun
{
    public static readonly Dictionary<string, string?> Configuration = new() { [$"{HubOptions.Section}:AllowLocalStores"] = "true" };

    public static void MapIfDemo(WebApplication app, bool demo)
    {
        if (demo) DemoStoreRoutes.Map(app, new DemoShops(new DemoOptions(), app.Services.GetRequiredService<TimeProvider>()));
    }

    public static Task RunAsync(WebApplication app, CancellationToken cancel) => Task.CompletedTask;
}
