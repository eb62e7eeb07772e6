using System.Text.Json;
using Customers.Domain.Documents;
using Customers.Functions;
using Customers.Functions.Storage.Cosmos;

namespace Customers.Storage.Tests;

/// <summary>What Cosmos indexes is what the types declare.</summary>
public sealed class CosmosIndexesTests
{
    [Fact]
    public void Only_declared_fields_are_indexed_and_each_declared_order_has_its_composite()
    {
        var indexes = new CosmosIndexes(Containers.Customers, SampleType.All);
        Assert.Equal(["/pk/?", "/type/?", "/id/?", "/f/name/?", "/f/rank/?", "/f/since/?", "/f/city/?", "/f/kind/?", "/f/open/?", "/m/words/[]/?", "/m/tags/[]/?"], indexes.Included);
        Assert.Equal(
            [
                "/pk /type /f/rank /id", "/pk /type /f/city /f/name /id",
                "/type /f/name /id", "/type /f/rank /id", "/type /f/city /f/rank /id", "/type /f/since /id", "/type /id",
            ],
            indexes.Composites.Select(paths => string.Join(' ', paths)));
    }

    [Fact]
    public void The_policy_as_JSON_is_the_policy_that_development_gets()
    {
        var indexes = new CosmosIndexes(Containers.Customers, SampleType.All);
        using var json = JsonDocument.Parse(indexes.Json);
        var composites = json.RootElement.GetProperty("compositeIndexes").EnumerateArray().Select(paths => string.Join(' ', paths.EnumerateArray().Select(path => path.GetProperty("path").GetString())));
        Assert.Equal(indexes.Policy.CompositeIndexes.Select(paths => string.Join(' ', paths.Select(path => path.Path))), composites);
        Assert.Equal(["/*"], json.RootElement.GetProperty("excludedPaths").EnumerateArray().Select(path => path.GetProperty("path").GetString()));
    }

    /// <summary>Cosmos takes at most 100 composite indexes of at most 8 paths.</summary>
    [Fact]
    public void The_hub_stays_within_the_limits_of_Cosmos() => Assert.All(Containers.All, container =>
    {
        var indexes = new CosmosIndexes(container, Hub.Documents);
        Assert.InRange(indexes.Composites.Count, 0, 100);
        Assert.All(indexes.Composites, paths => Assert.InRange(paths.Count, 2, 8));
    });
}
