using System.Collections.Concurrent;

namespace Customers.Functions.Stores;

/// <summary>
/// Lets at most eight events at once wait for one store, and a number of them for all. Stores that do not answer would otherwise,
/// with all their events, hold up those of the others.
/// </summary>
public sealed class StoreReads
{
    public const int AtOnce = 8;
    /// <summary>Half the places of the local pump.</summary>
    public const int AtOnceOfAll = 64;
    private readonly ConcurrentDictionary<string, int> _waiting = new();
    private int _ofAll;

    /// <summary>Throws <see cref="StoreBusyException"/> at once when there are that many.</summary>
    public async Task<T> RunAsync<T>(string storeId, Func<Task<T>> read)
    {
        try
        {
            var (ofStore, ofAll) = (_waiting.AddOrUpdate(storeId, 1, (_, waiting) => waiting + 1), Interlocked.Increment(ref _ofAll));
            if (ofStore > AtOnce || ofAll > AtOnceOfAll) throw new StoreBusyException("Stores are being read too often at once.");
            return await read();
        }
        finally
        {
            _waiting.AddOrUpdate(storeId, 0, (_, waiting) => waiting - 1);
            Interlocked.Decrement(ref _ofAll);
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
