using System.Collections.Concurrent;
using Customers.Domain.Identity;

namespace Customers.Domain.Accounts;

/// <summary>
/// Lets the callers of this process post to one customer one after the other. Correct it would be without: each commit names the
/// etag of the customer. But fifty at once would mostly make each other start over.
/// </summary>
public sealed class CustomerGates
{
    private readonly ConcurrentDictionary<CustomerId, Gate> _gates = new();

    /// <summary>Dispose what it returns to let the next one in.</summary>
    public async Task<IDisposable> EnterAsync(CustomerId id, CancellationToken cancel)
    {
        var gate = _gates.AddOrUpdate(id, _ => new Gate(1), (_, there) => there with { Users = there.Users + 1 });
        try
        {
            await gate.Lock.WaitAsync(cancel);
            return new Entered(this, id, gate.Lock);
        }
        // Whatever ended the wait: who does not enter must not be counted, or the gate would never go.
        catch
        {
            Leave(id);
            throw;
        }
    }

    /// <summary>The last one takes the gate away; whoever comes in between keeps it.</summary>
    private void Leave(CustomerId id)
    {
        while (_gates.TryGetValue(id, out var gate))
        {
            if (gate.Users > 1 ? _gates.TryUpdate(id, gate with { Users = gate.Users - 1 }, gate) : _gates.TryRemove(KeyValuePair.Create(id, gate))) return;
        }
    }

    private sealed record Gate(int Users)
    {
        public SemaphoreSlim Lock { get; } = new(1);
    }

    private sealed class Entered(CustomerGates gates, CustomerId id, SemaphoreSlim entered) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 1) return;
            entered.Release();
            gates.Leave(id);
        }
    }
}
