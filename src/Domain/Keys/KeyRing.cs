using System.Security.Cryptography;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;

namespace Customers.Domain.Keys;

/// <summary>The keys that the hub knows: made, found, listed, revoked.</summary>
public sealed class KeyRing(IDocumentStore store, RandomNumberGenerator random, TimeProvider clock)
{
    public static readonly Refusal AlreadyCreated = Refusal.Conflict("key-already-created", "This key was created before, and its secret is shown only once.");

    /// <summary>A point read.</summary>
    public async ValueTask<ApiKey?> FindAsync(string hash, CancellationToken cancel) => (await store.ReadAsync(ApiKey.Documents, hash, hash, cancel))?.Value;

    public ValueTask<Page<Stored<ApiKey>>> ListAsync(Query query, CancellationToken cancel) =>
        store.QueryAsync(ApiKey.Documents, query with { SortBy = ApiKey.ById }, cancel);

    public async ValueTask<bool> IsEmptyAsync(CancellationToken cancel) =>
        (await ListAsync(new Query(ApiKey.Documents, 1), cancel)).Items.Count == 0;

    /// <summary>A new key with a secret of its own. An id that a broken-off creation had used → <see cref="AlreadyCreated"/>.</summary>
    public async ValueTask<Outcome<NewKey>> CreateAsync(KeyWish wish, Caller by, IIdSource ids, CancellationToken cancel)
    {
        var (id, secret) = (ids.New(IdPrefixes.Key), KeySecret.New(random));
        if (await ByIdAsync(id, cancel) is not null) return AlreadyCreated;
        var key = new ApiKey
        {
            Id = id, Name = wish.Name, Role = wish.Role, ExpiresAt = wish.ExpiresAt,
            Hash = KeySecret.HashOf(secret), CreatedAt = clock.GetUtcNow(), CreatedBy = by.Id,
        };
        await AddAsync(key, by, ids, cancel);
        return new NewKey(key, secret);
    }

    /// <summary>Adds the key unless one with this secret is there, even a revoked one.</summary>
    public Task AddAsync(ApiKey key, Caller by, IIdSource ids, CancellationToken cancel) =>
        CommitAsync(ApiKey.Documents.Create(key), key, "created", HistoryWriter.Between(null, (object)new { key.Name, key.Role, key.ExpiresAt }), by, ids, cancel);

    /// <summary>From now on the key opens nothing; repeating that changes nothing.</summary>
    public async ValueTask<Outcome<ApiKey>> RevokeAsync(string id, Caller by, IIdSource ids, CancellationToken cancel)
    {
        while (await ByIdAsync(id, cancel) is { } current)
        {
            var revoked = current.Value.Revoke(clock.GetUtcNow());
            if (revoked == current.Value || await CommitAsync(ApiKey.Documents.Replace(current, revoked), revoked, "revoked", [], by, ids, cancel)) return revoked;
        }
        return Refusal.NotFound;
    }

    /// <summary>Best effort: a key that changes meanwhile is noted at its next use.</summary>
    public async ValueTask NoteUseAsync(string hash, DateTimeOffset at, CancellationToken cancel)
    {
        if (await store.ReadAsync(ApiKey.Documents, hash, hash, cancel) is { } current)
            await ReplaceAsync(current, current.Value with { LastUsedAt = at }, cancel);
    }

    /// <summary>Also a revoked one.</summary>
    public async ValueTask<ApiKey?> FindByIdAsync(string id, CancellationToken cancel) => (await ByIdAsync(id, cancel))?.Value;

    /// <summary>Its history lies beside it, in the partition of its hash, and names it by its id.</summary>
    private async Task<bool> CommitAsync(Write write, ApiKey key, string action, IReadOnlyList<FieldChange> changes, Caller by, IIdSource ids, CancellationToken cancel) =>
        (await store.CommitAsync(new(Containers.System, key.Hash, [write, HubChange.Entry(key.Hash, key.Id, action, by, clock.GetUtcNow(), ids, changes)]), cancel)).Holds;

    private async ValueTask<Stored<ApiKey>?> ByIdAsync(string id, CancellationToken cancel)
    {
        var query = new Query(ApiKey.Documents, 1) { Where = [new Condition.Equal(ApiKey.ById, id)] };
        return (await store.QueryAsync(ApiKey.Documents, query, cancel)).Items is [var found] ? found : null;
    }

    private async ValueTask<bool> ReplaceAsync(Stored<ApiKey> current, ApiKey changed, CancellationToken cancel) =>
        await store.SaveAsync(ApiKey.Documents, current, changed, cancel) is not null;
}

public sealed record KeyWish(string Name, Role Role, DateTimeOffset? ExpiresAt);

/// <param name="Secret">To be shown now; nobody can show it again.</param>
public sealed record NewKey(ApiKey Key, string Secret);
