using Customers.Domain.Credit;
using Customers.Domain.Queues;
using Customers.Functions.Stores;

namespace Customers.Functions.Jobs;

/// <summary>Which job handles the messages of which queue. Both shells call this, each message in a scope of its own.</summary>
public sealed class QueueHandlers(IServiceScopeFactory scopes)
{
    public async Task RunAsync(string queue, string body, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        await (queue switch
        {
            QueueNames.StoreEvents => services.GetRequiredService<HandleStoreEvent>().RunAsync(StoreEventMessage.Parse(body).EventId, cancel),
            QueueNames.StorePulls => services.GetRequiredService<PullStore>().RunAsync(PullMessage.Parse(body), cancel),
            QueueNames.CreditPages => services.GetRequiredService<RunCreditCheck>().RunAsync(CreditMessage.Parse(body), cancel),
            QueueNames.StoreEventsPoison or QueueNames.StorePullsPoison or QueueNames.CreditPagesPoison => services.GetRequiredService<GiveUp>().RunAsync(queue, body, cancel),
            _ => throw new ArgumentException($"No job handles the queue '{queue}'.", nameof(queue)),
        });
    }
}
