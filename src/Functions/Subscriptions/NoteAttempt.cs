using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Subscriptions;

namespace Customers.Functions.Subscriptions;

/// <summary>What an attempt tells of its subscription: that it works again, that it rests, that it is disabled.</summary>
public sealed partial class NoteAttempt(IDocumentStore documents, Subscribers subscribers, IIdSource ids, TimeProvider clock, ILogger<NoteAttempt> log)
{
    /// <param name="begun">When the attempt began.</param>
    public async Task RunAsync(Subscription subscription, Attempt attempt, DateTimeOffset begun, CancellationToken cancel)
    {
        for (var known = subscription; Next(known, attempt, begun) != known;)
        {
            // Of one that was changed meanwhile, another address perhaps, the attempt tells nothing.
            if (await documents.ReadAsync(Subscription.Type, subscription.Id, subscription.Id, cancel) is not { } current || current.Value.Version != subscription.Version) return;
            known = current.Value;
            var next = Next(known, attempt, begun);
            if (next == known || await CommitAsync(current, next, cancel)) return;
        }
    }

    private Subscription Next(Subscription current, Attempt attempt, DateTimeOffset begun) =>
        attempt.Fault is null ? current.Succeeded()
        : attempt.IsGone ? current.Disabled(DisabledReason.Gone, clock.GetUtcNow())
        : current.Failed(begun, clock.GetUtcNow());

    private async Task<bool> CommitAsync(Stored<Subscription> current, Subscription next, CancellationToken cancel)
    {
        var write = Subscription.Type.Replace(current, next);
        var changes = HistoryWriter.Between(current.Value.Shown, next.Shown);
        Write[] writes = changes.Count == 0 ? [write] : [write, HubChange.Entry(next.Id, "disabled", Caller.Hub, clock.GetUtcNow(), ids, changes)];
        if (!(await documents.CommitAsync(new(Containers.System, next.Id, writes), cancel)).Holds) return false;
        if (next.DisabledReason is { } reason)
        {
            subscribers.Forget();
            LogDisabled(next.Id, reason);
        }

        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Subscription {SubscriptionId} is disabled: {Reason}")]
    private partial void LogDisabled(string subscriptionId, DisabledReason reason);
}
