using System.Text.Json;

namespace Customers.Conventions.Tests;

/// <summary><c>host.json</c>, which the Functions host reads.</summary>
public sealed class HostTests : IDisposable
{
    private readonly JsonDocument _host = JsonDocument.Parse(Repository.Read("host.json"));

    public void Dispose() => _host.Dispose();

    /// <summary>Else the functions would answer under <c>/api/api</c>.</summary>
    [Fact]
    public void The_host_adds_no_prefix_to_routes() =>
        Assert.Equal("", _host.RootElement.At("extensions", "http", "routePrefix").GetString());

    /// <summary>With OpenTelemetry the host refuses settings of the older way.</summary>
    [Fact]
    public void The_host_reports_by_OpenTelemetry_alone()
    {
        Assert.Equal("OpenTelemetry", _host.RootElement.At("telemetryMode").GetString());
        Assert.False(_host.RootElement.At("logging").TryGetProperty("applicationInsights", out _));
    }

    [Fact]
    public void Every_number_of_the_host_is_explained()
    {
        var manual = Repository.Read("docs/operations.md");
        Offenders.None(
            from setting in Leaves(_host.RootElement)
            where setting.Name != "version"
            let row = $"| `{setting.Name}` | `{(setting.Value.ValueKind == JsonValueKind.String ? $"\"{setting.Value}\"" : setting.Value.ToString())}` |"
            where !manual.Contains(row, StringComparison.Ordinal)
            select $"docs/operations.md has no row {row}");
    }

    /// <summary>Log levels are no numbers: they are left out.</summary>
    private static IEnumerable<JsonProperty> Leaves(JsonElement element) =>
        element.EnumerateObject().Where(property => property.Name != "logLevel")
            .SelectMany(property => property.Value.ValueKind == JsonValueKind.Object ? Leaves(property.Value) : [property]);
}
