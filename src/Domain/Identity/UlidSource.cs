using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Customers.Domain.Identity;

/// <summary>ULIDs in lower case (48 bits of time, 80 of randomness), rising within a process.</summary>
public sealed class UlidSource(TimeProvider clock) : IIdSource
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private readonly Lock _gate = new();
    private UInt128 _last;

    public string New(string prefix) => string.Concat(prefix, "_", Encode(Next()));

    private UInt128 Next()
    {
        Span<byte> random = stackalloc byte[16];
        RandomNumberGenerator.Fill(random[6..]);
        var milliseconds = (UInt128)(ulong)clock.GetUtcNow().ToUnixTimeMilliseconds();
        var fresh = (milliseconds << 80) | (BinaryPrimitives.ReadUInt128BigEndian(random) & ((UInt128.One << 80) - 1));
        lock (_gate) return _last = fresh > _last ? fresh : _last + 1;
    }

    internal static string Encode(UInt128 value) => string.Create(26, value, static (text, bits) =>
    {
        for (var i = 25; i >= 0; i--, bits >>= 5) text[i] = Alphabet[(int)(bits & 31)];
    });
}
