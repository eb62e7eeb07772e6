using System.Security.Cryptography;
using System.Text;
using PdfSharp.Pdf;

namespace Customers.Functions.Statements.Paper;

/// <summary>Saves a document so that the same content gives the same bytes: what PDFsharp fills by clock and chance is set.</summary>
internal static class RepeatablePdf
{
    /// <param name="date">Stands for the time of writing.</param>
    /// <param name="identity">What tells this document from others.</param>
    public static byte[] Save(PdfDocument document, DateOnly date, string identity)
    {
        document.Info.CreationDate = date.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var id = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(identity)).AsSpan(0, 16));
        document.Internals.FirstDocumentID = document.Internals.SecondDocumentID = Encoding.Latin1.GetString(id.ToByteArray());
        NameSubsets(document);
        using var file = new MemoryStream();
        document.Save(file, closeStream: false);
        var bytes = file.ToArray();
        SetMetadataId(bytes, "DocumentID>uuid:"u8, id);
        SetMetadataId(bytes, "InstanceID>uuid:"u8, id);
        return bytes;
    }

    // PDFsharp offers no way to set it before; it is as long as the one that it replaces, so every offset holds.
    private static void SetMetadataId(Span<byte> file, ReadOnlySpan<byte> before, Guid id)
    {
        var at = file.LastIndexOf(before);
        if (at >= 0) id.TryFormat(file[(at + before.Length)..], out _);
    }

    // The tag before an embedded font's name, ABCDEF+NotoSans, is random; only that fonts of one document differ in it matters.
    private static void NameSubsets(PdfDocument document)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var dictionary in document.Internals.GetAllObjects().OfType<PdfDictionary>())
        {
            foreach (var key in new[] { "/BaseFont", "/FontName" })
            {
                var name = dictionary.Elements.GetName(key);
                if (name.Split('+') is not [var random, var font]) continue;
                if (!tags.TryGetValue(random, out var tag)) tags[random] = tag = TagOf(tags.Count);
                dictionary.Elements.SetName(key, $"{tag}+{font}");
            }
        }
    }

    private static string TagOf(int font) => $"/HUBA{(char)('A' + font / 26)}{(char)('A' + font % 26)}";
}
