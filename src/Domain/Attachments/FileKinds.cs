using System.Buffers.Binary;
using System.Text.Unicode;

namespace Customers.Domain.Attachments;

/// <summary>Which files are taken: their extension names a kind, and their first bytes look like it.</summary>
public static class FileKinds
{
    public const string Taken = "pdf, doc, docx, xls, xlsx, csv, txt, png, jpg, gif";

    /// <summary>How many bytes of a file are looked at; fewer only of a shorter file.</summary>
    public const int BytesToTell = 4096;

    /// <summary>The content type; null when such a file is not taken.</summary>
    /// <param name="start">The first <see cref="BytesToTell"/> bytes.</param>
    public static string? ContentTypeOf(string fileName, ReadOnlySpan<byte> start) => Path.GetExtension(fileName).ToLowerInvariant() switch
    {
        ".pdf" when start.StartsWith(Pdf) => "application/pdf",
        ".doc" when start.StartsWith(Ole) => "application/msword",
        ".xls" when start.StartsWith(Ole) => "application/vnd.ms-excel",
        ".docx" when IsOffice(start, "word/"u8) => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ".xlsx" when IsOffice(start, "xl/"u8) => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ".csv" when IsText(start) => "text/csv",
        ".txt" when IsText(start) => "text/plain",
        ".png" when start.StartsWith(Png) => "image/png",
        ".jpg" or ".jpeg" when start.StartsWith(Jpeg) => "image/jpeg",
        ".gif" when IsGif(start) => "image/gif",
        _ => null,
    };

    private static ReadOnlySpan<byte> Pdf => "%PDF-"u8;
    private static ReadOnlySpan<byte> Ole => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    private static ReadOnlySpan<byte> Zip => [(byte)'P', (byte)'K', 3, 4];
    private static ReadOnlySpan<byte> Png => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];
    private static ReadOnlySpan<byte> Jpeg => [0xFF, 0xD8, 0xFF];

    private static bool IsGif(ReadOnlySpan<byte> start) => start.StartsWith("GIF87a"u8) || start.StartsWith("GIF89a"u8);

    /// <summary>A zip whose first entry is one of Office Open XML. Which entry comes first differs by the program that wrote it.</summary>
    private static bool IsOffice(ReadOnlySpan<byte> start, ReadOnlySpan<byte> own)
    {
        const int lengthAt = 26, nameAt = 30;
        if (!start.StartsWith(Zip) || start.Length < nameAt) return false;
        var name = start[nameAt..];
        name = name[..Math.Min(name.Length, BinaryPrimitives.ReadUInt16LittleEndian(start[lengthAt..]))];
        return name.SequenceEqual("[Content_Types].xml"u8) || name.StartsWith("_rels/"u8) || name.StartsWith("docProps/"u8) || name.StartsWith("customXml/"u8) || name.StartsWith(own);
    }

    /// <summary>UTF-8, or what Windows-1252 can be; not the start of a file of another kind.</summary>
    private static bool IsText(ReadOnlySpan<byte> start) =>
        !start.StartsWith(Pdf) && !start.StartsWith(Zip) && !IsGif(start) && !start.ContainsAny(NotInTexts) && (IsUtf8(start) || !start.ContainsAny(NotInWindows1252));

    /// <summary>The last character may be cut off.</summary>
    private static bool IsUtf8(ReadOnlySpan<byte> start)
    {
        for (var cut = 0; cut <= Math.Min(start.Length, start.Length < BytesToTell ? 0 : 3); cut++)
            if (Utf8.IsValid(start[..^cut])) return true;
        return false;
    }

    // All controls but tab, line feed, line tabulation, form feed and carriage return.
    private static readonly System.Buffers.SearchValues<byte> NotInTexts =
        System.Buffers.SearchValues.Create([0, 1, 2, 3, 4, 5, 6, 7, 8, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31]);

    private static readonly System.Buffers.SearchValues<byte> NotInWindows1252 = System.Buffers.SearchValues.Create([0x81, 0x8D, 0x8F, 0x90, 0x9D]);
}
