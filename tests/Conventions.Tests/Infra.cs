using System.Text.Json;

namespace Customers.Conventions.Tests;

/// <summary>What the templates of <c>infra/</c> would make, in each size.</summary>
internal static class Infra
{
    private static readonly Lazy<IReadOnlyList<JsonElement>> Small = new(() => Bicep.ResourcesOf(("HUB_SIZE", "dev")));
    /// <summary>With everything that can be chosen.</summary>
    private static readonly Lazy<IReadOnlyList<JsonElement>> Large =
        new(() => Bicep.ResourcesOf(("HUB_SIZE", "prod"), ("HUB_ALERT_EMAIL", "alerts@example.com"), ("HUB_OTLP_ENDPOINT", "https://collector.example.com")));

    public static IReadOnlyList<JsonElement> Dev => Small.Value;

    public static IReadOnlyList<JsonElement> Prod => Large.Value;

    public static IEnumerable<JsonElement> Of(this IReadOnlyList<JsonElement> resources, string type) =>
        resources.Where(resource => resource.GetProperty("type").GetString() == type);

    /// <summary>Without those of what it lies in.</summary>
    public static string Name(this JsonElement resource) => resource.GetProperty("name").GetString()!.Split('/')[^1];

    public static JsonElement At(this JsonElement resource, params ReadOnlySpan<string> path)
    {
        foreach (var name in path) resource = resource.GetProperty(name);
        return resource;
    }

    public static IEnumerable<string> Settings(this IReadOnlyList<JsonElement> resources) =>
        resources.Of("Microsoft.Web/sites/config").Single(config => config.Name() == "appsettings").At("properties").EnumerateObject().Select(setting => setting.Name);
}
