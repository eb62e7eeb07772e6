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

    [Function(nameof(Redactions))]
    public Task Redactions([QueueTrigger(QueueNames.Redactions)] string message, CancellationToken cancel) =>
        handlers.RunAsync(QueueNames.Redactions, message, cancel);

    [Function(nameof(Imports))]
    public Task Imports([QueueTrigger(QueueNames.Imports)] string message, CancellationToken cancel) =>
        handlers.RunAsync(QueueNames.Imports, message, cancel);

    [Function(nameof(Syncs))]
    public Task Syncs([QueueTrigger(QueueNames.Syncs)] string message, CancellationToken cancel) =>
        handlers.RunAsync(QueueNames.Syncs, message, cancel);

    [Function(nameof(Merges))]
    public Task Merges([QueueTrigger(QueueNames.Merges)] string message, CancellationToken cancel) => handlers.RunAsync(QueueNames.Merges, message, cancel);

    [Function(nameof(Families))]
    public Task Families([QueueTrigger(QueueNames.Families)] string message, CancellationToken cancel) => handlers.RunAsync(QueueNames.Families, message, cancel);

    [Function(nameof(Announcements))]
    public Task Announcements([QueueTrigger(QueueNames.Announcements)] string message, CancellationToken cancel) => handlers.RunAsync(QueueNames.Announcements, message, cancel);

    [Function(nameof(Deliveries))]
    public Task Deliveries([QueueTrigger(QueueNames.Deliveries)] string message, CancellationToken cancel) => handlers.RunAsync(QueueNames.Deliveries, message, cancel);

    [Function(nameof(StoreEventsPoison))]
    public Task StoreEventsPoison([QueueTrigger(QueueNames.StoreEventsPoison)] string message, CancellationToken cancel) => handlers.RunAsync(QueueNames.StoreEventsPoison, message, cancel);

    [Function(nameof(StorePullsPoison))]
    public Task StorePullsPoison([QueueTrigger(QueueNames.StorePullsPoison)] string message, CancellationToken cancel) => handlers.RunAsync(QueueNames.StorePullsPoison, message, cancel);

    [Function(nameof(CreditPagesPoison))]
    public Task CreditPagesPoison([QueueTrigger(QueueNames.CreditPagesPoison)] string message, CancellationToken cancel) => handlers.RunAsync(QueueNames.CreditPagesPoison, message, cancel);

    [Function(nameof(RedactionsPoison))]
    public Task RedactionsPoison([QueueTrigger(QueueNames.RedactionsPoison)] string message, CancellationToken cancel) => handlers.RunAsync(QueueNames.RedactionsPoison, message, cancel);

    [Function(nameof(ImportsPoison))]
    public Task ImportsPoison([QueueTrigger(QueueNames.ImportsPoison)] string message, CancellationToken cancel) => handlers.RunAsync(QueueNames.ImportsPoison, message, cancel);

    [Function(nameof(SyncsPoison))]
    public Task SyncsPoison([QueueTrigger(QueueNames.SyncsPoison)] string message, CancellationToken cancel) => handlers.RunAsync(QueueNames.SyncsPoison, message, cancel);

    [Function(nameof(MergesPoison))]
    public Task MergesPoison([QueueTrigger(QueueNames.MergesPoison)] string message, CancellationToken cancel) => handlers.RunAsync(QueueNames.MergesPoison, message, cancel);

    [Function(nameof(FamiliesPoison))]
    public Task FamiliesPoison([QueueTrigger(QueueNames.FamiliesPoison)] string message, CancellationToken cancel) => handlers.RunAsync(QueueNames.FamiliesPoison, message, cancel);

    [Function(nameof(AnnouncementsPoison))]
    public Task AnnouncementsPoison([QueueTrigger(QueueNames.AnnouncementsPoison)] string message, CancellationToken cancel) => handlers.RunAsync(QueueNames.AnnouncementsPoison, message, cancel);

    [Function(nameof(DeliveriesPoison))]
    public Task DeliveriesPoison([QueueTrigger(QueueNames.DeliveriesPoison)] string message, CancellationToken cancel) => handlers.RunAsync(QueueNames.DeliveriesPoison, message, cancel);
}
