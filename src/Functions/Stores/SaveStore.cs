using Customers.Domain.Claims;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;
using Customers.Domain.Stores;

namespace Customers.Functions.Stores;

/// <summary>Registers, changes and removes stores.</summary>
public sealed class SaveStore(IDocumentStore documents, StoreRegistry registry, KnownTags tags, IIdSource ids, TimeProvider clock)
{
    /// <summary>Refusals: <c>secret-in-use</c>.</summary>
    public async Task<Outcome<Store>> CreateAsync(StoreWish wish, Caller by, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var id = ids.New(IdPrefixes.Store);
        var claims = ClaimsOf(wish.Secrets);
        if (!await ClaimAsync(id, claims, cancel)) return InUse;
        await tags.AddAsync(wish.Defaults.Tags, cancel);
        var store = new Store
        {
            Id = id, Kind = wish.Kind, Name = wish.Name, Url = wish.Url, SealedSecrets = registry.Seal(wish.Secrets), SecretClaims = claims,
            Defaults = wish.Defaults, GuestPolicy = wish.GuestPolicy, PullSince = wish.PullSince, CreatedAt = now, UpdatedAt = now,
        };
        if (await CommitAsync(id, Store.Type.Create(store), "created", Between(null, store), by, cancel)) return store;
        // An idempotent repeat: the first attempt got this far.
        return await documents.ReadAsync(Store.Type, id, id, cancel) is { } made ? made.Value : Refusal.NotFound;
    }

    public async Task<Outcome<Store>> ChangeAsync(string id, Func<OpenStore, Task<Outcome<StoreWish>>> change, Func<Store, bool> fits, Caller by, CancellationToken cancel)
    {
        while (true)
        {
            if (await documents.ReadAsync(Store.Type, id, id, cancel) is not { } current) return Refusal.NotFound;
            if (!fits(current.Value)) return Refusal.Stale;
            var open = new OpenStore(current.Value, registry.Open(current.Value.SealedSecrets));
            var wanted = await change(open);
            if (wanted.IsRefused(out var refusal)) return refusal;
            var wish = wanted.Value;
            var claims = ClaimsOf(wish.Secrets);
            if (!await ClaimAsync(id, [.. claims.Except(current.Value.SecretClaims)], cancel)) return InUse;
            await tags.AddAsync(wish.Defaults.Tags, cancel);
            var next = current.Value with
            {
                Name = wish.Name, Url = wish.Url, SealedSecrets = registry.Seal(wish.Secrets), SecretClaims = claims, Defaults = wish.Defaults,
                GuestPolicy = wish.GuestPolicy, PullSince = wish.PullSince, Version = current.Value.Version + 1, UpdatedAt = clock.GetUtcNow(),
            };
            if (!await CommitAsync(id, Store.Type.Replace(current, next), "changed", [.. Between(current.Value, next), .. Between(open.Secrets, wish.Secrets)], by, cancel)) continue;
            registry.Forget(id);
            await ReleaseAsync(id, current.Value.SecretClaims.Except(claims), cancel);
            return next;
        }
    }

    /// <summary>Its shop is gone; what it was stays to be seen. Doing so twice is doing it once.</summary>
    public async Task DisableAsync(string id, Caller by, CancellationToken cancel)
    {
        while (await documents.ReadAsync(Store.Type, id, id, cancel) is { Value.DisabledAt: null } current)
        {
            var now = clock.GetUtcNow();
            var next = current.Value with { DisabledAt = now, Version = current.Value.Version + 1, UpdatedAt = now };
            if (await CommitAsync(id, Store.Type.Replace(current, next), "disabled", Between(current.Value, next), by, cancel)) break;
        }

        registry.Forget(id);
    }

    /// <summary>Its orders and customers stay.</summary>
    public async Task<Outcome<Store>> DeleteAsync(string id, Func<Store, bool> fits, Caller by, CancellationToken cancel)
    {
        while (true)
        {
            if (await documents.ReadAsync(Store.Type, id, id, cancel) is not { } current) return Refusal.NotFound;
            if (!fits(current.Value)) return Refusal.Stale;
            if (!await CommitAsync(id, Store.Type.Delete(current), "deleted", Between(current.Value, null), by, cancel)) continue;
            registry.Forget(id);
            await ReleaseAsync(id, current.Value.SecretClaims, cancel);
            return current.Value;
        }
    }

    private async Task<bool> CommitAsync(string id, Write write, string action, IReadOnlyList<FieldChange> changes, Caller by, CancellationToken cancel) =>
        (await documents.CommitAsync(new(Containers.System, id, [write, HubChange.Entry(id, action, by, clock.GetUtcNow(), ids, changes)]), cancel)).Holds;

    private static IReadOnlyList<FieldChange> Between(Store? before, Store? after) => HistoryWriter.Between(before?.Shown, after?.Shown);

    /// <summary>That they changed, never what they are.</summary>
    private static IEnumerable<FieldChange> Between(StoreSecrets before, StoreSecrets after)
    {
        if (before.Credentials != after.Credentials) yield return HistoryWriter.Field("credentials", null, "changed");
        if (!before.WebhookSecrets.SequenceEqual(after.WebhookSecrets)) yield return HistoryWriter.Field("webhookSecrets", null, "changed");
    }

    private static Refusal InUse => Refusal.Conflict("secret-in-use", "Another store uses one of these webhook secrets.");

    private static List<string> ClaimsOf(StoreSecrets secrets) => [.. secrets.WebhookSecrets.Select(SecretClaim.IdOf).Distinct(StringComparer.Ordinal)];

    /// <summary>All of them, or none: false when another store has one, or is just being saved with it.</summary>
    private async Task<bool> ClaimAsync(string storeId, IReadOnlyList<string> claims, CancellationToken cancel)
    {
        var begun = clock.GetUtcNow();
        foreach (var id in claims)
        {
            if (await ClaimAsync(new SecretClaim(id, storeId, begun), cancel)) continue;
            await ReleaseAsync(storeId, claims, cancel);
            return false;
        }

        // Claims that took so long may be another's by the time the store is saved.
        return clock.GetUtcNow() - begun <= Claim.Patience / 2 || await ClaimAsync(storeId, claims, cancel);
    }

    private async Task<bool> ClaimAsync(SecretClaim claim, CancellationToken cancel)
    {
        while (true)
        {
            if (await documents.CreateAsync(SecretClaim.Type, claim, cancel) is not null) return true;
            if (await documents.ReadAsync(SecretClaim.Type, claim.Id, claim.Id, cancel) is not { } current) continue;
            if (current.Value.StoreId != claim.StoreId && (claim.MadeAt - current.Value.MadeAt < Claim.Patience || await IsHeldAsync(current.Value, cancel))) return false;
            if (await documents.SaveAsync(SecretClaim.Type, current, claim, cancel) is not null) return true;
        }
    }

    /// <summary>A claim whose store never came to be, or has another secret by now, is free again.</summary>
    private async Task<bool> IsHeldAsync(SecretClaim claim, CancellationToken cancel) =>
        await documents.ReadAsync(Store.Type, claim.StoreId, claim.StoreId, cancel) is { } holder && holder.Value.SecretClaims.Contains(claim.Id);

    private async Task ReleaseAsync(string storeId, IEnumerable<string> claims, CancellationToken cancel)
    {
        foreach (var id in claims)
            if (await documents.ReadAsync(SecretClaim.Type, id, id, cancel) is { } claim && claim.Value.StoreId == storeId)
                await documents.DeleteAsync(SecretClaim.Type, claim, cancel);
    }
}

/// <summary>A store as a person wants it.</summary>
public sealed record StoreWish(
    StoreKind Kind, string Name, Uri Url, StoreSecrets Secrets, StoreDefaults Defaults, GuestPolicy GuestPolicy, DateTimeOffset? PullSince);
