using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Customers.Functions.Imports;

/// <summary>
/// What earlier rows of a dry run would have made or changed: of each key, what its last row said. Only hashes, and at most
/// <see cref="Most"/> of them, so that a file of any size fits; a row whose key is beyond that is judged by what the hub holds.
/// </summary>
internal sealed class RowsSeen
{
    public const int Most = 10_000;
    private const int EntryBytes = 2 * sizeof(ulong);
    private readonly ConcurrentDictionary<ulong, ulong> _contents = [];

    public RowsSeen(ReadOnlySpan<byte> kept)
    {
        for (; kept.Length >= EntryBytes; kept = kept[EntryBytes..])
            _contents[BinaryPrimitives.ReadUInt64LittleEndian(kept)] = BinaryPrimitives.ReadUInt64LittleEndian(kept[sizeof(ulong)..]);
    }

    /// <summary>The result as it would be had the rows before really been taken.</summary>
    public RowResult Judge(IReadOnlyList<string> keys, string content, RowResult result)
    {
        if (result.Kind == RowResultKind.Refused) return result;
        var hash = Hash(content);
        var judged = result;
        foreach (var key in keys.Select(Hash))
            if (_contents.TryGetValue(key, out var last)) judged = last == hash ? RowResult.Unchanged : RowResult.Updated;
        if (result.Kind == RowResultKind.Unchanged && judged == result) return result;
        foreach (var key in keys.Select(Hash))
            if (_contents.Count < Most || _contents.ContainsKey(key)) _contents[key] = hash;
        return judged;
    }

    public byte[] ToBytes()
    {
        var entries = _contents.ToArray();
        var bytes = new byte[entries.Length * EntryBytes];
        for (var i = 0; i < entries.Length; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(i * EntryBytes), entries[i].Key);
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(i * EntryBytes + sizeof(ulong)), entries[i].Value);
        }

        return bytes;
    }

    private static ulong Hash(string text) => BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
