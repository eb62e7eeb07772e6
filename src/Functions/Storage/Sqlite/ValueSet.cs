using System.Text;

namespace Customers.Functions.Storage.Sqlite;

/// <summary>
/// The values of a multi-valued field in one cell: sorted, each between two bytes 0xFF, which UTF-8 never contains.
/// So a row answers "has this value" and "has a value that starts with" by one search for bytes.
/// </summary>
internal static class ValueSet
{
    private const byte Edge = 0xFF;

    public static Cell Of(IReadOnlyCollection<string> values)
    {
        if (values.Count == 0) return default;
        using var bytes = new MemoryStream();
        foreach (var value in values.Distinct().Order(StringComparer.Ordinal))
        {
            bytes.WriteByte(Edge);
            bytes.Write(Encoding.UTF8.GetBytes(value));
        }
        bytes.WriteByte(Edge);
        return new(bytes.ToArray(), isText: false);
    }

    public static HashSet<string> Values(Cell cell)
    {
        var values = new HashSet<string>(StringComparer.Ordinal);
        var rest = cell.Bytes is { } bytes ? bytes.AsSpan(1) : default;
        for (int end; (end = rest.IndexOf(Edge)) >= 0; rest = rest[(end + 1)..]) values.Add(Encoding.UTF8.GetString(rest[..end]));
        return values;
    }

    /// <summary>The bytes that a set with the value contains.</summary>
    public static Cell Holding(string value) => Of([value]);

    /// <summary>The bytes that a set contains, one of whose values starts with the prefix.</summary>
    public static Cell HoldingPrefix(string prefix) => new([Edge, .. Encoding.UTF8.GetBytes(prefix)], isText: false);
}
