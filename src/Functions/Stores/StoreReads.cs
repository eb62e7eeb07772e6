using System.Collections.Concurrent;

namespace Customers.Functions.Stores;

/// <summary>
/// Lets at most eight events at once wait for one store. A store that does not answer would otherwise, with all its events,
/// hold up those of the others.
/// </summary>
public sealed class StoreReads
{
    public const int AtOnce = 8;
    private readonly ConcurrentDictionary<string, int> _waiting = new();

    /// <summary>Throws <see cref="StoreBusyException"/> at once when there are that many.</summary>
    public async Task<T> RunAsync<T>(string storeId, Func<Task<T>> read)
    {
        try
        {
            if (_waiting.AddOrUpdate(storeId, 1, (_, waiting) => waiting + 1) > AtOnce) throw new StoreBusyException("The store is being read too often at once.");
            return await read();
        }
        finally
        {
            _waiting.AddOrUpdate(storeId, 0, (_, waiting) => waiting - 1);
        }
    }
}

/// <summary>Too many events wait for this store already; later there will be room.</summary>
public sealed class StoreBusyException : Exception
{
    public StoreBusyException() { }
    public StoreBusyException(string message) : base(message) { }
    public StoreBusyException(string message, Exception inner) : base(message, inner) { }
}
