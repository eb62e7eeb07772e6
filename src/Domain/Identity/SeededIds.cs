using System.Buffers.Binary;

namespace Customers.Domain.Identity;

/// <summary>
/// Ids that a repeat of the same request gets again: the n-th is a pure function of instant, seed and n. Shaped and sorted
/// like those of <see cref="UlidSource"/>.
/// </summary>
public sealed class SeededIds : IIdSource
{
    /// <summary>Bytes of a seed, drawn at random.</summary>
    public const int SeedLength = 10;
    private UInt128 _next;

    public SeededIds(DateTimeOffset at, ReadOnlySpan<byte> seed)
    {
        Span<byte> bytes = stackalloc byte[16];
        seed[..SeedLength].CopyTo(bytes[6..]);
        // A clear top bit leaves room to count without reaching into the time.
        bytes[6] &= 0x7f;
        _next = ((UInt128)(ulong)at.ToUnixTimeMilliseconds() << 80) | BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    public string New(string prefix) => string.Concat(prefix, "_", UlidSource.Encode(_next++));
}
