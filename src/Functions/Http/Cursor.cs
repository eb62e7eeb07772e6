using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Customers.Domain.Documents;

namespace Customers.Functions.Http;

/// <summary>A place in a list, opaque to callers: 8 bytes of the list's identity, the kind of sort value, the id with its length, the sort value.</summary>
internal static class Cursor
{
    private const int IdentityLength = 8;
    private const int Longest = 4000;
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static string Write(Position position, string identity)
    {
        var id = Strict.GetBytes(position.Id);
        var (kind, sort) = position.SortValue switch
        {
            null => ((byte)0, []),
            FieldValue.Text text => ((byte)1, Encoding.UTF8.GetBytes(text.Value)),
            FieldValue.Number number => ((byte)2, BytesOf(number.Value)),
            _ => throw new ArgumentException("A list is sorted by single values.", nameof(position)),
        };
        return Base64Url.EncodeToString([.. HashOf(identity), kind, checked((byte)id.Length), .. id, .. sort]);
    }

    public static bool TryRead(string cursor, string identity, out Position? position)
    {
        position = null;
        if (cursor.Length is 0 or > Longest || !Base64Url.IsValid(cursor)) return false;
        ReadOnlySpan<byte> bytes = Base64Url.DecodeFromChars(cursor);
        if (bytes.Length < IdentityLength + 2 || !bytes.StartsWith(HashOf(identity))) return false;
        var (kind, idLength) = (bytes[IdentityLength], bytes[IdentityLength + 1]);
        var rest = bytes[(IdentityLength + 2)..];
        if (rest.Length < idLength || !TryReadSort(kind, rest[idLength..], out var sort)) return false;
        position = new(sort, Encoding.UTF8.GetString(rest[..idLength]));
        return true;
    }

    private static bool TryReadSort(byte kind, ReadOnlySpan<byte> bytes, out FieldValue? sort)
    {
        sort = kind switch
        {
            1 => Encoding.UTF8.GetString(bytes),
            2 when bytes.Length == sizeof(long) => BinaryPrimitives.ReadInt64BigEndian(bytes),
            _ => (FieldValue?)null,
        };
        return kind == 0 ? bytes.IsEmpty : sort is not null;
    }

    private static byte[] BytesOf(long number)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        return bytes;
    }

    private static ReadOnlySpan<byte> HashOf(string identity) => SHA256.HashData(Encoding.UTF8.GetBytes(identity)).AsSpan(0, IdentityLength);
}
