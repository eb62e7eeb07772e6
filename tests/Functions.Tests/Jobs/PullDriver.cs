using Customers.Domain.Documents;
using Customers.Domain.Jobs;
using Customers.Domain.Queues;
using Customers.Domain.Stores;
using Customers.Functions.Api;
using Customers.Functions.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace Customers.Functions.Tests.Jobs;

/// <summary>Starts pulls of a hub and delivers their messages, one at a time.</summary>
internal sealed class PullDriver(EmbeddedHub hub)
{
    private readonly IQueue _queue = hub.Get<IQueue>();

    public async Task<string> StartAsync(Store store)
    {
        await using var scope = hub.Get<IServiceScopeFactory>().CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<PullJobs>().StartAsync(store, default)).Id;
    }

    /// <summary>False when there is no message of a pull.</summary>
    public async Task<bool> DeliverAsync()
    {
        var any = false;
        foreach (var message in await _queue.ReceiveAsync(QueueNames.StorePulls, 1, TimeSpan.FromMinutes(10), default))
        {
            any = true;
            await DeliverAsync(PullMessage.Parse(message.Body));
            await _queue.CompleteAsync(message, default);
        }

        return any;
    }

    public Task DeliverAsync(PullMessage message) => hub.Get<QueueHandlers>().RunAsync(QueueNames.StorePulls, message.ToQueue().Body, default);

    public async Task EndAsync()
    {
        while (await DeliverAsync()) { }
    }

    public async Task<JobResponse> JobAsync(string id) => JobResponse.Of((await hub.Documents.ReadAsync(Job.Type, id, id, default))!.Value);
    public async Task<PullState> StateAsync(Store store) => (await hub.Documents.ReadAsync(PullState.Type, PullState.IdOf(store.Id), PullState.IdOf(store.Id), default))!.Value;
}
