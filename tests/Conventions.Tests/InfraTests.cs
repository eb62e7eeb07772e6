using System.Text.Json;
using System.Text.Json.Nodes;
using Customers.Domain.Documents;
using Customers.Domain.Queues;
using Customers.Functions;
using Customers.Functions.Storage.Azure;
using Customers.Functions.Storage.Cosmos;

namespace Customers.Conventions.Tests;

/// <summary><c>infra/</c> compiles, and makes what the program uses.</summary>
public sealed class InfraTests
{
    private const string Indexes = "infra/cosmos-indexes.json";
    private const string WritesIndexes = "WRITE_INDEXES";
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    [BicepTheory]
    [InlineData("build", "main.bicep")]
    [InlineData("lint", "main.bicep")]
    [InlineData("build-params", "main.bicepparam")]
    public void The_templates_compile_without_a_warning(string command, string file) => Assert.Equal("", Bicep.Complaints(command, file));

    [BicepFact]
    public void It_makes_the_queues_and_their_poison_queues() => Assert.Equal(
        QueueNames.All.Order(StringComparer.Ordinal),
        Infra.Dev.Of("Microsoft.Storage/storageAccounts/queueServices/queues").Select(queue => queue.Name()).Order(StringComparer.Ordinal));

    [BicepFact]
    public void It_makes_the_container_of_files() =>
        Assert.Contains(AzureBlobStore.Container, Infra.Dev.Of("Microsoft.Storage/storageAccounts/blobServices/containers").Select(container => container.Name()));

    [BicepFact]
    public void It_makes_the_containers_of_documents_with_their_indexes()
    {
        var made = Infra.Prod.Of("Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers").ToDictionary(container => container.Name(), container => container.At("properties", "resource"));
        Assert.Equal(Containers.All.Order(StringComparer.Ordinal), made.Keys.Order(StringComparer.Ordinal));
        Assert.All(made, container =>
        {
            Assert.Equal("/pk", Assert.Single(container.Value.At("partitionKey", "paths").EnumerateArray()).GetString());
            Assert.True(JsonElement.DeepEquals(PolicyOf(container.Key), container.Value.At("indexingPolicy")), $"The indexes of {container.Key}: {HowToWrite}");
        });
    }

    [BicepFact]
    public void The_database_has_the_name_that_the_program_expects() =>
        Assert.Equal(new CosmosOptions().Database, Assert.Single(Infra.Prod.Of("Microsoft.DocumentDB/databaseAccounts/sqlDatabases")).Name());

    [BicepFact]
    public void Nothing_is_reached_with_a_key() => Assert.All(new[] { Infra.Dev, Infra.Prod }, resources =>
    {
        Assert.False(Assert.Single(resources.Of("Microsoft.Storage/storageAccounts")).At("properties", "allowSharedKeyAccess").GetBoolean());
        Assert.True(Assert.Single(resources.Of("Microsoft.DocumentDB/databaseAccounts")).At("properties", "disableLocalAuth").GetBoolean());
        Assert.True(Assert.Single(resources.Of("Microsoft.Insights/components")).At("properties", "DisableLocalAuth").GetBoolean());
        Assert.True(Assert.Single(resources.Of("Microsoft.KeyVault/vaults")).At("properties", "enableRbacAuthorization").GetBoolean());
    });

    [Fact]
    public void The_indexes_of_infra_are_what_the_documents_declare()
    {
        var declared = new JsonObject(Containers.All.Select(name => KeyValuePair.Create(name, JsonNode.Parse(new CosmosIndexes(name, Hub.Documents).Json)))).ToJsonString(Readable) + "\n";
        if (Environment.GetEnvironmentVariable(WritesIndexes) == "true") File.WriteAllText(Path.Combine(Repository.Root, Indexes), declared);
        Assert.True(declared == Repository.Read(Indexes).ReplaceLineEndings("\n"), HowToWrite);
    }

    private static string HowToWrite =>
        $"{Indexes} is not what the document types declare. Write it anew, and look at the difference before you commit it:\n  {WritesIndexes}=true dotnet test tests/Conventions.Tests --filter {nameof(The_indexes_of_infra_are_what_the_documents_declare)}";

    private static JsonElement PolicyOf(string container) => JsonElement.Parse(new CosmosIndexes(container, Hub.Documents).Json);
}
