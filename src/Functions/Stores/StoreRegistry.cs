using System.Collections.Concurrent;
using System.Text.Json;
using Customers.Domain.Documents;
using Customers.Domain.Stores;

namespace Customers.Functions.Stores;

/// <summary>A store with its secrets opened.</summary>
public sealed record OpenStore(Store Store, StoreSecrets Secrets)
{
    public ShopConnection Connection => new(Store.Id, Store.Url, Secrets.Credentials);

    /// <summary>What may have signed a webhook; a Shopify app signs with its client secret.</summary>
    public IReadOnlyList<string> SigningSecrets { get; } =
        Store.Kind == StoreKind.Shopify && Secrets.Credentials.ClientSecret is { } app ? [.. Secrets.WebhookSecrets, app] : Secrets.WebhookSecrets;
}

/// <summary>Finds stores by id, at most 30 seconds old; at once after a change made by this process.</summary>
public sealed class StoreRegistry(IDocumentStore documents, ISecretSeal seal, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, (OpenStore Store, long At)> _kept = new();
    private volatile int _changes;

    public async ValueTask<OpenStore?> FindAsync(string id, CancellationToken cancel)
    {
        if (_kept.TryGetValue(id, out var kept) && clock.GetElapsedTime(kept.At) < Fresh) return kept.Store;
        var (at, changes) = (clock.GetTimestamp(), _changes);
        if (await documents.ReadAsync(Store.Type, id, id, cancel) is not { } stored) return null;
        var open = new OpenStore(stored.Value, Open(stored.Value.SealedSecrets));
        if (changes == _changes) _kept[id] = (open, at); // a change in between may have come before or after what was read
        return open;
    }

    public void Forget(string id)
    {
        Interlocked.Increment(ref _changes);
        _kept.TryRemove(id, out _);
    }

    public string Seal(StoreSecrets secrets) => seal.Seal(JsonSerializer.Serialize(secrets, StoredJson.Options));

    public StoreSecrets Open(string sealedSecrets) =>
        JsonSerializer.Deserialize<StoreSecrets>(seal.Open(sealedSecrets), StoredJson.Options) ?? throw new JsonException("Sealed secrets are empty.");
}
