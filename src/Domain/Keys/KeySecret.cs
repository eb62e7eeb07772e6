using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Customers.Domain.Keys;

/// <summary>What a caller presents: <c>hub_</c> and 256 random bits. It is shown once and never kept.</summary>
public static class KeySecret
{
    private const int Bytes = 32;

    public static string New(RandomNumberGenerator random)
    {
        var bits = new byte[Bytes];
        random.GetBytes(bits);
        return "hub_" + Base64Url.EncodeToString(bits);
    }

    /// <summary>SHA-256 in lower-case hex. Without salt: there is nothing to guess in 256 random bits, and it must be found by a point read.</summary>
    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
