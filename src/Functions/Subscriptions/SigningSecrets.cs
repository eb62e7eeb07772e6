using System.Security.Cryptography;
using System.Text.Json;
using Customers.Domain.Documents;
using Customers.Domain.Stores;

namespace Customers.Functions.Subscriptions;

/// <summary>What deliveries are signed with. One that was replaced counts on for a day, so that a receiver can change over.</summary>
public sealed record SubscriptionSecrets(string Current, IReadOnlyList<RetiredSecret> Retired)
{
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(24);
    private const int MostRetired = 4;

    public IReadOnlyList<string> ValidAt(DateTimeOffset now) => [Current, .. Retired.Where(one => now < one.Until).Select(one => one.Secret)];

    public SubscriptionSecrets Replaced(string secret, DateTimeOffset now) =>
        new(secret, [.. Retired.Prepend(new(Current, now + Overlap)).Where(one => now < one.Until).Take(MostRetired)]);

    public override string ToString() => nameof(SubscriptionSecrets);
}

public sealed record RetiredSecret(string Secret, DateTimeOffset Until)
{
    public override string ToString() => nameof(RetiredSecret);
}

/// <summary>Makes the secrets of subscriptions, seals them for the store and opens them again.</summary>
public sealed class SigningSecrets(ISecretSeal seal, RandomNumberGenerator random)
{
    private const int Bytes = 32;

    public string New()
    {
        var bits = new byte[Bytes];
        random.GetBytes(bits);
        return StandardWebhook.SecretPrefix + Convert.ToBase64String(bits);
    }

    public string Seal(SubscriptionSecrets secrets) => seal.Seal(JsonSerializer.Serialize(secrets, StoredJson.Options));

    /// <summary>Null when they were sealed under a key that is gone.</summary>
    public SubscriptionSecrets? TryOpen(string sealedSecrets)
    {
        try
        {
            return JsonSerializer.Deserialize<SubscriptionSecrets>(seal.Open(sealedSecrets), StoredJson.Options);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
