namespace Customers.Functions.Storage;

/// <summary>The folder that embedded storage owns, for one process at a time.</summary>
public sealed class DataFolder : IDisposable
{
    private readonly FileStream _lock;

    /// <exception cref="InvalidOperationException">Another process holds the folder.</exception>
    public DataFolder(string path)
    {
        Path = Directory.CreateDirectory(path).FullName;
        try
        {
            _lock = new(At("hub.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException fault)
        {
            throw new InvalidOperationException($"The data folder '{Path}' is in use by another process. Stop it, or choose another folder.", fault);
        }
    }

    public string Path { get; }

    public string At(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => _lock.Dispose();
}
