namespace Customers.Benchmarks;

/// <summary>A data folder that is gone afterwards.</summary>
internal sealed class DataPath : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("hub-benchmarks-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
