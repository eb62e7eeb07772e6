using System.Text.Json;
using Customers.Functions;
using Customers.Functions.Local;
using Customers.Functions.Storage.Azure;
using Customers.Functions.Storage.Cosmos;
using Customers.Functions.Stores;
using Microsoft.Extensions.Configuration;

namespace Customers.Conventions.Tests;

/// <summary>Options, <c>local.settings.sample.json</c>, <c>infra/</c> and <c>README.md</c> name the same settings.</summary>
public sealed class SettingsTests
{
    private const string Sample = "local.settings.sample.json";

    [Fact]
    public void The_sample_names_every_option_and_no_other()
    {
        using var sample = JsonDocument.Parse(Repository.Read(Sample));
        var named = sample.RootElement.GetProperty("Values").EnumerateObject().Select(value => value.Name).ToList();
        Assert.Equal(KnownSettings.Options.Order(StringComparer.Ordinal), named.Except(KnownSettings.OfOthers.Keys).Order(StringComparer.Ordinal));
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
            IsAsWithout<HubOptions>(configuration.GetSection(HubOptions.Section));
            IsAsWithout<CosmosOptions>(configuration.GetSection(CosmosOptions.Section));
            IsAsWithout<StoreOptions>(configuration.GetSection(StoreOptions.Section));
            IsAsWithout<AzureStorageOptions>(configuration.GetSection(AzureStorageOptions.Section));
            Assert.Null(configuration[AzureStorageOptions.Section]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [BicepFact]
    public void Infra_sets_nothing_that_nobody_reads() =>
        Offenders.None(Infra.Dev.Settings().Concat(Infra.Prod.Settings()).Distinct().Except(KnownSettings.Options).Except(KnownSettings.OfOthers.Keys));

    /// <summary>A key has no place there: it would be readable for everybody who may look at the app.</summary>
    [BicepFact]
    public void Infra_points_to_the_vault_for_the_first_key() => Assert.All(new[] { Infra.Dev, Infra.Prod }, resources =>
    {
        var settings = resources.Of("Microsoft.Web/sites/config").Single().At("properties");
        Assert.Contains("@Microsoft.KeyVault(SecretUri=", settings.At($"{HubOptions.Section}__{nameof(HubOptions.BootstrapKey)}").GetString(), StringComparison.Ordinal);
    });

    [BicepFact]
    public void What_others_are_said_to_read_is_set_somewhere() =>
        Offenders.None(KnownSettings.OfOthers.Keys.Except(Infra.Prod.Settings()).Where(name => !Repository.Read(Sample).Contains($"\"{name}\"", StringComparison.Ordinal)));

    [Fact]
    public void The_readme_explains_every_option()
    {
        var readme = Repository.Read("README.md");
        Offenders.None(KnownSettings.Options.Where(name => !readme.Contains($"`{name}`", StringComparison.Ordinal)));
    }

    private static void IsAsWithout<T>(IConfigurationSection section) where T : new() =>
        Assert.Equal(JsonSerializer.Serialize(new T()), JsonSerializer.Serialize(section.Get<T>() ?? new T()));
}
