using Microsoft.Extensions.DependencyInjection;

namespace Customers.Functions.Tests.App;

/// <summary>Where the hubs of the tests keep their data: embedded. tests/Azure.Tests has another in its place and runs the same tests.</summary>
internal static class TestStorage
{
    public static Task<string[]> ArgumentsAsync(TimeProvider clock) => Task.FromResult<string[]>([]);

    public static void Configure(IServiceCollection services)
    {
    }

    /// <summary>Names of the files that the hub keeps.</summary>
    public static IEnumerable<string> Blobs(HubHost hub) =>
        Directory.Exists(Path.Combine(hub.Folder, "blobs")) ? Directory.EnumerateFiles(Path.Combine(hub.Folder, "blobs"), "*", SearchOption.AllDirectories) : [];

    /// <summary>Everything that the hub keeps, byte for byte.</summary>
    public static IAsyncEnumerable<(string Name, byte[] Bytes)> ContentAsync(HubHost hub) => hub.FilesAsync();
}
