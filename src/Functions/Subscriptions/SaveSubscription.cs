using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;
using Customers.Domain.Subscriptions;

namespace Customers.Functions.Subscriptions;

/// <summary>Registers, changes and removes subscriptions.</summary>
public sealed class SaveSubscription(IDocumentStore documents, Subscribers subscribers, SigningSecrets secrets, IIdSource ids, TimeProvider clock)
{
    public static readonly Refusal AlreadyCreated = Refusal.Conflict("subscription-already-created", "This subscription was created before, and its secret is shown only once.");
    public static readonly Refusal SecretAlreadyCreated = Refusal.Conflict("secret-already-created", "This secret was created before, and is shown only once.");

    public async Task<Outcome<NewSecret>> CreateAsync(SubscriptionWish wish, Caller by, CancellationToken cancel)
    {
        var (now, secret) = (clock.GetUtcNow(), secrets.New());
        var subscription = new Subscription
        {
            Id = ids.New(IdPrefixes.Subscription), Url = wish.Url, Events = wish.Events, Description = wish.Description,
            SealedSecrets = secrets.Seal(new(secret, [])), CreatedAt = now, UpdatedAt = now,
        };
        if (!wish.Active) subscription = subscription.Disabled(DisabledReason.ByHand, now);
        if (!await CommitAsync(subscription.Id, Subscription.Type.Create(subscription), "created", HistoryWriter.Between(null, subscription.Shown), by, cancel)) return AlreadyCreated;
        return new NewSecret(subscription, secret);
    }

    public async Task<Outcome<Subscription>> ChangeAsync(string id, Func<Subscription, Task<Outcome<SubscriptionWish>>> change, Func<Subscription, bool> fits, Caller by, CancellationToken cancel)
    {
        while (true)
        {
            if (await documents.ReadAsync(Subscription.Type, id, id, cancel) is not { } current) return Refusal.NotFound;
            if (!fits(current.Value)) return Refusal.Stale;
            var wanted = await change(current.Value);
            if (wanted.IsRefused(out var refusal)) return refusal;
            var next = Next(current.Value, wanted.Value);
            if (await CommitAsync(id, Subscription.Type.Replace(current, next), "changed", HistoryWriter.Between(current.Value.Shown, next.Shown), by, cancel)) return next;
        }
    }

    /// <summary>Its deliveries can be seen until they expire; those that wait are given up.</summary>
    public async Task<Outcome<Subscription>> DeleteAsync(string id, Func<Subscription, bool> fits, Caller by, CancellationToken cancel)
    {
        while (true)
        {
            if (await documents.ReadAsync(Subscription.Type, id, id, cancel) is not { } current) return Refusal.NotFound;
            if (!fits(current.Value)) return Refusal.Stale;
            if (await CommitAsync(id, Subscription.Type.Delete(current), "deleted", HistoryWriter.Between(current.Value.Shown, null), by, cancel)) return current.Value;
        }
    }

    /// <summary>Another secret; the one before signs along for a day.</summary>
    public async Task<Outcome<NewSecret>> ReplaceSecretAsync(string id, Caller by, CancellationToken cancel)
    {
        while (true)
        {
            if (await documents.ReadAsync(Subscription.Type, id, id, cancel) is not { } current) return Refusal.NotFound;
            var secret = secrets.New();
            var signing = secrets.TryOpen(current.Value.SealedSecrets)?.Replaced(secret, clock.GetUtcNow()) ?? new(secret, []);
            var next = Touched(current.Value) with { SealedSecrets = secrets.Seal(signing) };
            if (await CommitAsync(id, Subscription.Type.Replace(current, next), "changed", [HistoryWriter.Field("secret", null, "changed")], by, cancel)) return new NewSecret(next, secret);
        }
    }

    private Subscription Next(Subscription current, SubscriptionWish wish)
    {
        var next = Touched(current) with { Url = wish.Url, Events = wish.Events, Description = wish.Description };
        if (!wish.Active) return current.IsActive ? next with { DisabledAt = next.UpdatedAt, DisabledReason = DisabledReason.ByHand } : next;
        return current.IsActive && wish.Url == current.Url ? next : next.Enabled();
    }

    private Subscription Touched(Subscription current) => current with { Version = current.Version + 1, UpdatedAt = clock.GetUtcNow() };

    private async Task<bool> CommitAsync(string id, Write write, string action, IReadOnlyList<FieldChange> changes, Caller by, CancellationToken cancel)
    {
        var holds = (await documents.CommitAsync(new(Containers.System, id, [write, HubChange.Entry(id, action, by, clock.GetUtcNow(), ids, changes)]), cancel)).Holds;
        subscribers.Forget();
        return holds;
    }
}

/// <summary>A subscription as a person wants it.</summary>
public sealed record SubscriptionWish(Uri Url, IReadOnlyList<SubscriptionEvent> Events, string? Description, bool Active);

/// <param name="Secret">To be shown now; nobody can show it again.</param>
public sealed record NewSecret(Subscription Subscription, string Secret)
{
    public override string ToString() => nameof(NewSecret);
}
