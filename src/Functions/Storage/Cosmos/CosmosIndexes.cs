using System.Collections.ObjectModel;
using System.Text.Json;
using Customers.Domain.Documents;
using Microsoft.Azure.Cosmos;

namespace Customers.Functions.Storage.Cosmos;

/// <summary>The indexing policy of a container: what the types in it declare, and nothing else, for every indexed path costs on every write.</summary>
public sealed class CosmosIndexes
{
    private static readonly string[] Always = ["/pk/?", "/type/?", "/id/?"];

    public CosmosIndexes(string container, IEnumerable<DocumentType> types)
    {
        var here = types.Where(type => type.Container == container).ToList();
        var single = here.SelectMany(type => type.Fields).Select(field => $"/f/{CosmosOrder.Named(field)}/?");
        var multi = here.SelectMany(type => type.MultiFields).Select(field => $"/m/{CosmosOrder.Named(field)}/[]/?");
        Included = [.. Always.Concat(single).Concat(multi).Distinct()];
        Composites = [.. here.SelectMany(CosmosOrder.Of).Select(order => order.Paths).DistinctBy(paths => string.Join(' ', paths))];
    }

    public IReadOnlyList<string> Included { get; }

    /// <summary>Paths, all ascending: Cosmos walks them backwards too.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Composites { get; }

    public IndexingPolicy Policy
    {
        get
        {
            var policy = new IndexingPolicy { IndexingMode = IndexingMode.Consistent, Automatic = true };
            foreach (var path in Included) policy.IncludedPaths.Add(new() { Path = path });
            policy.ExcludedPaths.Add(new() { Path = "/*" });
            foreach (var paths in Composites)
                policy.CompositeIndexes.Add(new Collection<CompositePath>([.. paths.Select(path => new CompositePath { Path = path, Order = CompositePathSortOrder.Ascending })]));
            return policy;
        }
    }

    /// <summary>The same as a template of infra/ wants it.</summary>
    public string Json => JsonSerializer.Serialize(new
    {
        indexingMode = "consistent",
        automatic = true,
        includedPaths = Included.Select(path => new { path }),
        excludedPaths = new[] { new { path = "/*" } },
        compositeIndexes = Composites.Select(paths => paths.Select(path => new { path, order = "ascending" })),
    });
}
