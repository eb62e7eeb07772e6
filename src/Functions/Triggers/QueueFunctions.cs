using Customers.Domain.Queues;
using Customers.Functions.Jobs;
using Microsoft.Azure.Functions.Worker;

namespace Customers.Functions.Triggers;

/// <summary>One function for each of <see cref="QueueNames.All"/>. What fails is thrown: the host delivers the message again.</summary>
public sealed class QueueFunctions(QueueHandlers handlers)
{
    [Function(nameof(StoreEvents))]
    public Task StoreEvents([QueueTrigger(QueueNames.StoreEvents)] string message, CancellationToken cancel) =>
        handlers.RunAsync(QueueNames.StoreEvents, message, cancel);

    [Function(nameof(StorePulls))]
    public Task StorePulls([QueueTrigger(QueueNames.StorePulls)] string message, CancellationToken cancel) =>
        handlers.RunAsync(QueueNames.StorePulls, message, cancel);

    [Function(nameof(CreditPages))]
    public Task CreditPages([QueueTrigger(QueueNames.CreditPages)] string message, CancellationToken cancel) =>
        handlers.RunAsync(QueueNames.CreditPages, message, cancel);
}
