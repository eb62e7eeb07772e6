using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Customers.Functions.Shopify;

namespace Customers.Functions.Tests.Shopify;

/// <summary>
/// Shopify answers a query of a field that it does not have with an error, and nothing else. Its schema has 3 MB: here lies the
/// part that the queries touch, and where the whole one lies beside the repository, that part is compared with it.
/// </summary>
public sealed partial class ShopifyQueryTests
{
    private const string Writes = "WRITE_SCHEMA";
    private const string HowToWrite = $"{Writes}=true dotnet test tests/Functions.Tests --filter {nameof(ShopifyQueryTests)}, with the whole schema beside the repository";
    private static readonly string Part = Beside("shopify.schema.graphql");
    private static readonly string Whole = Beside($"../../../../shared/data/shopify/admin-{ShopifyQueries.ApiVersion}.schema.graphql");

    [NpmFact]
    public async Task Every_query_is_understood_and_the_schema_here_is_the_part_that_they_touch()
    {
        foreach (var schema in new[] { Whole, Part }.Where(File.Exists))
        {
            var (faults, touched) = await ReadAsync(schema, Queries());
            var part = $"# What the queries of src/Functions/Shopify touch of Shopify's Admin API {ShopifyQueries.ApiVersion}; written by a test ({nameof(ShopifyQueryTests)}).\n{touched}\n";

            Assert.True(faults.Count == 0, $"{string.Join('\n', faults)}\nNot in {schema}. If Shopify has it: {HowToWrite}.");
            if (Environment.GetEnvironmentVariable(Writes) is not null && schema == Whole) await File.WriteAllTextAsync(Part, part);
            Assert.True(part == await File.ReadAllTextAsync(Part), $"Not the part of {schema} that the queries touch: {HowToWrite}.");
        }
    }

    [NpmTheory]
    [InlineData("query Q { shop { nickname } }")]
    [InlineData("query Q { order { id } }")]
    [InlineData("query Q($id: Int!) { order(id: $id) { id } }")]
    [InlineData("query Q($id: ID!) { order(id: $id) { id }")]
    public async Task A_query_that_Shopify_would_not_understand_is_found(string query) =>
        Assert.NotEmpty((await ReadAsync(Part, new() { ["Q"] = query })).Faults);

    [Fact]
    public void Every_query_is_a_constant_where_these_tests_find_it() =>
        Assert.Equal(
            Directory.EnumerateFiles(Beside("../../../src/Functions/Shopify"), "*.cs").SelectMany(file => Operation().Matches(File.ReadAllText(file))).Select(found => found.Value).Order(StringComparer.Ordinal),
            Queries().Values.Select(query => Operation().Match(query).Value).Order(StringComparer.Ordinal));

    private static Dictionary<string, string> Queries() => typeof(ShopifyQueries).Assembly.GetTypes()
        .Where(type => type.Namespace == typeof(ShopifyQueries).Namespace)
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
        .Where(field => field.IsLiteral && field.GetRawConstantValue() is string text && Operation().IsMatch(text))
        .ToDictionary(field => $"{field.DeclaringType!.Name}.{field.Name}", field => (string)field.GetRawConstantValue()!, StringComparer.Ordinal);

    private static async Task<(IReadOnlyList<string> Faults, string Touched)> ReadAsync(string schema, Dictionary<string, string> queries)
    {
        using var node = Process.Start(new ProcessStartInfo("node", [NpmPackages.Script("graphql.mjs")])
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        })!;
        await node.StandardInput.WriteAsync(JsonSerializer.Serialize(new { schema = await File.ReadAllTextAsync(schema), queries }));
        node.StandardInput.Close();
        var told = JsonElement.Parse(await node.StandardOutput.ReadToEndAsync());
        await node.WaitForExitAsync();
        return ([.. told.GetProperty("faults").EnumerateArray().Select(fault => fault.GetString()!)], told.GetProperty("touched").GetString()!);
    }

    private static string Beside(string path, [CallerFilePath] string thisFile = "") => Path.GetFullPath(path, Path.GetDirectoryName(thisFile)!);

    [GeneratedRegex(@"\b(query|mutation|subscription)\s+\w+\s*[({]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Operation();
}
