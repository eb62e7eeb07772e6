using System.Text;
using Customers.Domain.Attachments;

namespace Customers.Domain.Tests.Attachments;

public sealed class FileKindTests
{
    private static readonly byte[] Ole = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static TheoryData<string, byte[], string?> Files => new()
    {
        { "a.pdf", "%PDF-1.4"u8.ToArray(), "application/pdf" },
        { "A.PDF", "%PDF-2.0"u8.ToArray(), "application/pdf" },
        { "a.pdf", "%PDX-1.4"u8.ToArray(), null },
        { "a.doc", Ole, "application/msword" },
        { "a.xls", Ole, "application/vnd.ms-excel" },
        { "a.doc", Zip("word/document.xml"), null },
        { "a.docx", Zip("[Content_Types].xml"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
        { "a.docx", Zip("word/numbering.xml"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
        { "a.docx", Zip("_rels/.rels"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
        { "a.docx", Zip("xl/workbook.xml"), null },
        { "a.xlsx", Zip("docProps/app.xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
        { "a.xlsx", Zip("xl/worksheets/sheet1.xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
        { "a.xlsx", Zip("mimetype"), null },
        { "a.xlsx", "PK"u8.ToArray(), null },
        { "a.xlsx", Ole, null },
        { "a.png", Png, "image/png" },
        { "a.png", Png[..4], null },
        { "a.jpg", [0xFF, 0xD8, 0xFF, 0xE1], "image/jpeg" },
        { "a.jpeg", [0xFF, 0xD8, 0xFF, 0xE1], "image/jpeg" },
        { "a.jpg", Png, null },
        { "a.gif", "GIF89a"u8.ToArray(), "image/gif" },
        { "a.gif", "GIF87a"u8.ToArray(), "image/gif" },
        { "a.gif", "GIF88a"u8.ToArray(), null },
        { "a.csv", "name;city\r\nAnna;Bern\r\n"u8.ToArray(), "text/csv" },
        { "a.txt", "Grüße, 世界\t\f\v"u8.ToArray(), "text/plain" },
        { "a.txt", [0xEF, 0xBB, 0xBF, (byte)'a'], "text/plain" },
        { "a.txt", Latin("Grüße für 5 €"), "text/plain" },
        { "a.txt", [(byte)'a', 0x81, (byte)'b'], null },
        { "a.txt", [(byte)'a', 0, (byte)'b'], null },
        { "a.txt", [(byte)'a', 27, (byte)'b'], null },
        { "a.txt", "GIF89a"u8.ToArray(), null },
        { "a.txt", "%PDF-1.4"u8.ToArray(), null },
        { "a.svg", "<svg/>"u8.ToArray(), null },
        { "pdf", "%PDF-1.4"u8.ToArray(), null },
    };

    [Theory, MemberData(nameof(Files))]
    public void A_file_is_taken_for_its_name_and_its_first_bytes_together(string name, byte[] start, string? contentType) =>
        Assert.Equal(contentType, FileKinds.ContentTypeOf(name, start));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_text_may_be_cut_within_a_character(int ahead)
    {
        // 0x8D stands in the character, so it could not be Windows-1252.
        var text = Encoding.UTF8.GetBytes(new string('a', FileKinds.BytesToTell - 4 + ahead) + "\U0001F34D");
        Assert.Equal("text/plain", FileKinds.ContentTypeOf("a.txt", text.AsSpan(0, FileKinds.BytesToTell)));
        Assert.Null(FileKinds.ContentTypeOf("a.txt", "\U0001F34D"u8[..3]));
    }

    private static byte[] Latin(string text) => [.. Encoding.Latin1.GetBytes(text.Replace('€', '\u0080'))];

    private static byte[] Zip(string entry) => [(byte)'P', (byte)'K', 3, 4, .. new byte[22], (byte)entry.Length, 0, 0, 0, .. Encoding.ASCII.GetBytes(entry + "more")];
}
