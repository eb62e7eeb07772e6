using System.Collections.Concurrent;
using Customers.Domain.Documents;
using Customers.Domain.Queues;

namespace Customers.Storage.Tests;

/// <summary>A queue that only takes messages, or is down.</summary>
internal sealed class SentMessages(bool isDown = false) : IQueue
{
    public ConcurrentQueue<QueueMessage> All { get; } = [];

    public Task SendAsync(QueueMessage message, CancellationToken cancel)
    {
        if (isDown) throw new StoreUnavailableException("The queue is down.");
        All.Enqueue(message);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(string queue, int max, TimeSpan lease, CancellationToken cancel) => throw new NotSupportedException();
    public Task<bool> CompleteAsync(ReceivedMessage message, CancellationToken cancel) => throw new NotSupportedException();
    public Task<bool> ReleaseAsync(ReceivedMessage message, TimeSpan delay, CancellationToken cancel) => throw new NotSupportedException();
    public Task<long> CountAsync(string queue, CancellationToken cancel) => throw new NotSupportedException();
    public Task WaitAsync(string queue, TimeSpan longest, CancellationToken cancel) => throw new NotSupportedException();
}
