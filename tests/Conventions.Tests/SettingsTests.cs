using System.Text.Json;
using Customers.Functions;
using Customers.Functions.Local;
using Microsoft.Extensions.Configuration;

namespace Customers.Conventions.Tests;

/// <summary><c>local.settings.sample.json</c> shows every option with its default, and <c>README.md</c> explains it.</summary>
public sealed class SettingsTests
{
    private const string Sample = "local.settings.sample.json";
    private static readonly IReadOnlyList<string> Options = [.. typeof(HubOptions).GetProperties().Select(property => property.Name)];

    [Fact]
    public void The_sample_names_every_option_and_no_other()
    {
        using var sample = JsonDocument.Parse(Repository.Read(Sample));
        var named = sample.RootElement.GetProperty("Values").EnumerateObject().Select(value => value.Name).Where(name => name.StartsWith("Customers__", StringComparison.Ordinal));
        Assert.Equal(Options.Select(option => "Customers__" + option).Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_sample_changes_nothing_when_it_is_copied()
    {
        var folder = Directory.CreateTempSubdirectory("customers-settings-");
        try
        {
            File.Copy(Path.Combine(Repository.Root, Sample), Path.Combine(folder.FullName, "local.settings.json"));
            using var configuration = new ConfigurationManager();
            LocalSettings.Add(configuration, folder.FullName, []);
            var options = configuration.GetSection(HubOptions.Section).Get<HubOptions>()!;
            Assert.Equal(JsonSerializer.Serialize(new HubOptions()), JsonSerializer.Serialize(options));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void The_readme_explains_every_option()
    {
        var readme = Repository.Read("README.md");
        Offenders.None(Options.Select(option => "Customers__" + option).Where(name => !readme.Contains($"| `{name}` |", StringComparison.Ordinal)));
    }

    /// <summary>Else the functions would answer under <c>/api/api</c>.</summary>
    [Fact]
    public void The_host_adds_no_prefix_to_routes()
    {
        using var host = JsonDocument.Parse(Repository.Read("host.json"));
        Assert.Equal("", host.RootElement.GetProperty("extensions").GetProperty("http").GetProperty("routePrefix").GetString());
    }
}
