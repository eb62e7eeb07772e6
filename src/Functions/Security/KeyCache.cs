using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Claims;
using Customers.Domain.Keys;
using Microsoft.AspNetCore.Authentication;

namespace Customers.Functions.Security;

/// <summary>
/// Valid keys, remembered for <see cref="Memory"/>: so long a key that another instance revoked may still open; one that this
/// instance revoked is forgotten at once.
/// </summary>
internal sealed class KeyCache(KeyRing keys, KeyUses uses, TimeProvider clock)
{
    // The contract promises 60 s; the rest is for the look-up itself.
    public static readonly TimeSpan Memory = TimeSpan.FromSeconds(45);
    private readonly ConcurrentDictionary<KeyHash, Known> _known = new();

    public bool TryGet(KeyHash hash, [NotNullWhen(true)] out AuthenticateResult? result)
    {
        result = null;
        if (!_known.TryGetValue(hash, out var known)) return false;
        var now = clock.GetUtcNow();
        if (now >= known.Until) return false;
        uses.Note(known.Key.Hash, now);
        result = known.Result;
        return true;
    }

    /// <summary>Null when there is no such key, or it is no longer valid.</summary>
    public async ValueTask<AuthenticateResult?> LookUpAsync(KeyHash hash, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var key = await keys.FindAsync(hash.ToString(), cancel);
        if (key?.IsValidAt(now) != true)
        {
            _known.TryRemove(hash, out _);
            return null;
        }
        var until = now + Memory;
        var known = new Known(key, key.ExpiresAt < until ? key.ExpiresAt.Value : until, ResultFor(key));
        _known[hash] = known;
        uses.Note(key.Hash, now);
        return known.Result;
    }

    public void Forget(ApiKey key) => _known.TryRemove(KeyHash.Parse(key.Hash), out _);

    // One ticket for all requests of a key: nobody changes it.
    private static AuthenticateResult ResultFor(ApiKey key) =>
        AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new CallerIdentity(key.AsCaller())), BearerKeys.Name));

    private sealed record Known(ApiKey Key, DateTimeOffset Until, AuthenticateResult Result);
}
