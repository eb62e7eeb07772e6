using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Customers.Functions.Security;

/// <summary>SHA-256 of a secret as a value, so that looking up a known key allocates nothing.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct KeyHash(UInt128 High, UInt128 Low)
{
    public static KeyHash Of(ReadOnlySpan<char> secret)
    {
        Span<byte> utf8 = stackalloc byte[Encoding.UTF8.GetMaxByteCount(secret.Length)];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(utf8[..Encoding.UTF8.GetBytes(secret, utf8)], hash);
        return MemoryMarshal.Read<KeyHash>(hash);
    }

    public static KeyHash Parse(string hex) => MemoryMarshal.Read<KeyHash>(Convert.FromHexString(hex));

    /// <summary>As the store keeps it.</summary>
    public override string ToString()
    {
        var self = this;
        return Convert.ToHexStringLower(MemoryMarshal.AsBytes(new ReadOnlySpan<KeyHash>(in self)));
    }
}
