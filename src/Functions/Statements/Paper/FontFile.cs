using System.Buffers.Binary;
using System.Text;

namespace Customers.Functions.Statements.Paper;

/// <summary>
/// A TrueType font: which characters it can draw, and how wide. Only the tables that tell this are kept
/// (https://learn.microsoft.com/typography/opentype/spec/otff).
/// </summary>
internal sealed class FontFile
{
    private const uint TrueType = 0x00010000;
    private const int Windows = 3;
    private static readonly string[] Needed = ["glyf", "cmap", "head", "hhea", "hmtx"];
    private const int NotEmbeddable = 2;
    private readonly byte[] _characters;
    private readonly byte[] _advances;
    private readonly int _advanceCount;
    private readonly double _unitsPerEm;

    private FontFile(string name, byte[] characters, byte[] advances, int advanceCount, int unitsPerEm) =>
        (Name, _characters, _advances, _advanceCount, _unitsPerEm) = (name, characters, advances, advanceCount, unitsPerEm);

    public string Name { get; }

    /// <summary>Null for what cannot be put into a PDF: no TrueType outlines, no Unicode, embedding forbidden.</summary>
    /// <exception cref="IOException">It is cut off.</exception>
    public static FontFile? Open(string name, Stream file)
    {
        var head = Read(file, 0, 12);
        if (U32(head, 0) != TrueType) return null;
        var tables = Directory(Read(file, 12, U16(head, 4) * 16u));
        if (!Needed.All(tables.ContainsKey)) return null;
        if (tables.ContainsKey("OS/2") && (U16(Table("OS/2"), 8) & 0xF) == NotEmbeddable) return null;
        return Characters(Table("cmap")) is { } characters
            ? new(name, characters, Table("hmtx"), Math.Max(1, (int)U16(Table("hhea"), 34)), Math.Max(1, (int)U16(Table("head"), 18)))
            : null;

        byte[] Table(string tag) => Read(file, tables[tag].Offset, tables[tag].Length);
    }

    public bool Draws(Rune rune) => GlyphOf(rune.Value) != 0;

    /// <summary>In ems.</summary>
    public double Advance(Rune rune) => U16(_advances, Math.Min(GlyphOf(rune.Value), _advanceCount - 1) * 4) / _unitsPerEm;

    private int GlyphOf(int rune) => U16(_characters, 0) == 12 ? InGroups(rune) : InSegments(rune);

    // Format 12: groups of (first, last, glyph of the first).
    private int InGroups(int rune)
    {
        var groups = (int)U32(_characters, 12);
        for (var at = 16; at < 16 + groups * 12; at += 12)
            if (rune <= U32(_characters, at + 4)) return rune >= U32(_characters, at) ? (int)(U32(_characters, at + 8) + rune - U32(_characters, at)) : 0;
        return 0;
    }

    // Format 4: four parallel arrays (last, first, delta, offset into the glyphs behind them).
    private int InSegments(int rune)
    {
        var size = (int)U16(_characters, 6);
        for (var at = 14; at < 14 + size; at += 2)
        {
            if (rune > U16(_characters, at)) continue;
            var (first, delta, place) = (U16(_characters, at + size + 2), U16(_characters, at + 2 * size + 2), at + 3 * size + 2);
            if (rune < first) return 0;
            var offset = U16(_characters, place);
            var glyph = offset == 0 ? (uint)rune : U16(_characters, (int)(place + offset + 2 * (rune - first)));
            return glyph == 0 ? 0 : (int)((glyph + delta) & 0xFFFF);
        }

        return 0;
    }

    private static byte[]? Characters(byte[] map)
    {
        var subtables = Enumerable.Range(0, (int)U16(map, 2)).Select(i => 4 + i * 8)
            .Where(at => U16(map, at) == Windows && U16(map, at + 2) is 1 or 10)
            .OrderByDescending(at => U16(map, at + 2))
            .Select(at => (int)U32(map, at + 4))
            .Where(at => at < map.Length && U16(map, at) is 4 or 12);
        return subtables.Select(at => map[at..]).FirstOrDefault();
    }

    private static Dictionary<string, (uint Offset, uint Length)> Directory(byte[] records) =>
        records.Chunk(16).GroupBy(r => Encoding.ASCII.GetString(r, 0, 4)).ToDictionary(g => g.Key, g => (U32(g.First(), 8), U32(g.First(), 12)));

    private static byte[] Read(Stream file, uint offset, uint length)
    {
        if ((long)offset + length > file.Length) throw new EndOfStreamException();
        var bytes = new byte[length];
        file.Position = offset;
        file.ReadExactly(bytes);
        return bytes;
    }

    // What lies beyond the end of a damaged table counts as nothing.
    private static uint U16(byte[] bytes, int at) => at >= 0 && at + 2 <= bytes.Length ? BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at)) : 0u;

    private static uint U32(byte[] bytes, int at) => at >= 0 && at + 4 <= bytes.Length ? BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at)) : 0u;
}
