using System.Security.Cryptography;
using Customers.Domain.Identity;
using Customers.Domain.Keys;
using Microsoft.Extensions.Options;

namespace Customers.Functions.Security;

/// <summary>The admin key that lets someone in at all.</summary>
public sealed partial class FirstKey(KeyRing keys, UlidSource ids, RandomNumberGenerator random, TimeProvider clock, IOptions<HubOptions> hub, ILogger<FirstKey> log)
{
    private const int ShortestGood = 32;

    /// <summary>
    /// <c>Customers:BootstrapKey</c> is accepted from now on, also after it changes. Without it, a store that holds no key gets
    /// one whose secret goes to <paramref name="show"/>; where nobody would see it (<c>null</c>), none is made.
    /// </summary>
    public async Task EnsureAsync(Action<string>? show, CancellationToken cancel)
    {
        if (hub.Value.BootstrapKey is { } configured)
        {
            if (configured.Length < ShortestGood) LogWeak(ShortestGood);
            await keys.AddAsync(AdminKey(configured), Caller.Hub, ids, cancel);
            return;
        }
        if (!await keys.IsEmptyAsync(cancel)) return;
        if (show is null)
        {
            LogLockedOut();
            return;
        }
        var secret = KeySecret.New(random);
        await keys.AddAsync(AdminKey(secret), Caller.Hub, ids, cancel);
        show(secret);
    }

    private ApiKey AdminKey(string secret) => new()
    {
        Id = ids.New(IdPrefixes.Key), Name = "first key", Role = Role.Admin,
        Hash = KeySecret.HashOf(secret), CreatedAt = clock.GetUtcNow(), CreatedBy = Caller.Hub.Id,
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Customers:BootstrapKey is shorter than {Characters} characters: whoever guesses it is admin")]
    private partial void LogWeak(int characters);

    [LoggerMessage(Level = LogLevel.Warning, Message = "There is no API key, and Customers:BootstrapKey is not set: nobody can call the API")]
    private partial void LogLockedOut();
}
