using System.Text.Json;

namespace Customers.Functions.Local;

/// <summary>
/// <c>local.settings.json</c> as the Functions tools know it: the entries of <c>Values</c> are configuration, those that are
/// null are not set. The environment and the command line win over it.
/// </summary>
internal static class LocalSettings
{
    private const string FileName = "local.settings.json";

    public static void Add(ConfigurationManager configuration, string contentRoot, string[] args)
    {
        if (Find(contentRoot) is not { } path) return;
        using var file = File.OpenRead(path);
        using var settings = JsonDocument.Parse(file, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        if (!settings.RootElement.TryGetProperty("Values", out var values)) return;
        configuration.AddInMemoryCollection(
            from value in values.EnumerateObject()
            where value.Value.ValueKind != JsonValueKind.Null
            select KeyValuePair.Create(value.Name.Replace("__", ":", StringComparison.Ordinal), (string?)value.Value.ToString()));
        configuration.AddEnvironmentVariables().AddCommandLine(args);
    }

    /// <summary>Beside the program's project or where it is started: in the working folder.</summary>
    private static string? Find(string contentRoot) =>
        new[] { Directory.GetCurrentDirectory(), contentRoot }.Select(folder => Path.Combine(folder, FileName)).FirstOrDefault(File.Exists);
}
