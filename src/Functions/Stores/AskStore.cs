using Customers.Domain.Outcomes;
using Customers.Domain.Stores;

namespace Customers.Functions.Stores;

/// <summary>Asks a store while somebody waits: one that cannot be reached, or takes too long, has refused.</summary>
public sealed class AskStore(TimeProvider clock)
{
    /// <summary>Refusals: <c>store-unreachable</c> and those of the question.</summary>
    public async Task<Outcome<T>> RunAsync<T>(TimeSpan longest, Func<CancellationToken, Task<Outcome<T>>> ask, CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(longest, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        try
        {
            return await ask(both.Token);
        }
        catch (StoreUnreachableException fault)
        {
            return Refusal.Unprocessable("store-unreachable", fault.Message);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return Refusal.Unprocessable("store-unreachable", "The store did not answer in time.");
        }
    }
}
