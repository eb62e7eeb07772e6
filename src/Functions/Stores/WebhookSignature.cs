using System.Security.Cryptography;
using System.Text;

namespace Customers.Functions.Stores;

/// <summary>Both kinds of store sign the raw body alike: base64 of HMAC-SHA256 under a shared secret.</summary>
internal static class WebhookSignature
{
    /// <summary>
    /// Whether one of the secrets made this signature; the time taken does not tell which, or how nearly. After a rotation
    /// Shopify may sign with the old secret for up to an hour.
    /// </summary>
    public static bool Matches(ReadOnlySpan<byte> body, string? signature, IReadOnlyList<string> secrets)
    {
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (!Convert.TryFromBase64String(signature ?? "", given, out var length) || length != given.Length) return false;
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var matches = false;
        foreach (var secret in secrets)
        {
            HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body, expected);
            matches |= CryptographicOperations.FixedTimeEquals(expected, given);
        }
        return matches;
    }
}
