namespace Customers.Benchmarks;

/// <summary>A data folder that is gone afterwards, unless it is to be kept at a place.</summary>
internal sealed class DataPath(string? keptAt = null) : IDisposable
{
    public string Path { get; } = keptAt is null ? Directory.CreateTempSubdirectory("hub-benchmarks-").FullName : Directory.CreateDirectory(keptAt).FullName;

    public bool IsFilled => File.Exists(System.IO.Path.Combine(Path, "filled"));

    public void MarkFilled() => File.Create(System.IO.Path.Combine(Path, "filled")).Dispose();

    public void Dispose()
    {
        if (keptAt is null) Directory.Delete(Path, recursive: true);
    }
}
