using Customers.Domain.Documents;
using Customers.Domain.Merging;
using Customers.Domain.Stores;
using Customers.Functions.Stores;

namespace Customers.Functions.Jobs;

/// <summary>Takes a kept event from the queue to its end: done, ignored, parked, or tried again later.</summary>
internal sealed class HandleStoreEvent(EventBodies bodies, StoreRegistry stores, ApplyStoreEvent apply, EventEnding ending)
{
    public async Task RunAsync(string eventId, CancellationToken cancel)
    {
        if (await bodies.FindAsync(eventId, cancel) is not { Event: var found } kept)
            throw new StoreUnavailableException($"{eventId} is not to be seen yet."); // another instance has just kept it
        if (found.Value.State != StoreEventState.Waiting) return;
        if (await stores.FindAsync(found.Value.StoreId, cancel) is not { } store)
        {
            await ending.ParkAsync(found, "store-gone: the store is no longer registered", cancel);
            return;
        }

        try
        {
            var outcome = await apply.RunAsync(store, found.Value, await bodies.ReadAsync(kept, cancel), cancel);
            if (outcome.IsRefused(out var refusal)) await ending.ParkAsync(found, $"{refusal.Code}: {refusal.Detail}", cancel);
            else await ending.FinishAsync(found, outcome.Value, cancel);
        }
        // Two faults with one ending: nothing was tried yet, so no attempt is counted.
        catch (Exception wait) when (wait is StoreBusyException or CustomerMergingException)
        {
            await ending.PostponeAsync(found, wait, cancel);
        }
        // Whatever goes wrong with one event must not stop the others; it is counted, shown and tried again. Only when the
        // hub's own store is down can that not be written: then the queue's redelivery is the retry.
        catch (Exception fault) when (fault is not OperationCanceledException and not StoreUnavailableException)
        {
            await ending.FailAsync(found, fault, cancel);
        }
    }

    /// <summary>Its message was delivered too often without coming to any of the ends above: it took the process with it, or the store of data was down.</summary>
    public async Task GiveUpAsync(string eventId, CancellationToken cancel)
    {
        if (await bodies.FindAsync(eventId, cancel) is { Event: { Value.State: StoreEventState.Waiting } found })
            await ending.ParkAsync(found, "delivered-too-often: handling it was begun many times and never came to an end", cancel);
    }
}
