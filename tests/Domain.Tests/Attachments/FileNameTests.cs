using Customers.Domain.Attachments;

namespace Customers.Domain.Tests.Attachments;

public sealed class FileNameTests
{
    public static TheoryData<string, string> Names => new()
    {
        { "a.pdf", "a.pdf" },
        { "  a b .pdf  ", "a b .pdf" },
        { "a.pdf. . ", "a.pdf" },
        { "../a.pdf", "a.pdf" },
        { "..\\a.pdf", "a.pdf" },
        { "a/b\\c/d.pdf", "d.pdf" },
        { "folder/", "file" },
        { "..", "file" },
        { "", "file" },
        { ".pdf", "file.pdf" },
        { "a\r\nX: y\0.pdf", "aX: y.pdf" },
        { "\u202Egpj.exe", "gpj.exe" },
        { "a\u2066b\u2069\u200F\u061C\uFEFF.pdf", "ab.pdf" },
        { "a\u2028b.pdf", "ab.pdf" },
        { "👩‍👧.png", "👩‍👧.png" },
        { "half\uD83D.png", "half\uFFFD.png" },
        { new string('a', 255) + ".pdf", new string('a', 251) + ".pdf" },
        { new string('a', 250) + "😀.pdf", new string('a', 250) + ".pdf" },
        { "a." + new string('x', 300), "a." + new string('x', 253) },
    };

    [Theory, MemberData(nameof(Names))]
    public void A_name_is_its_last_segment_without_what_hides(string sent, string kept)
    {
        Assert.Equal(kept, FileName.Clean(sent));
        Assert.True(kept.Length <= FileName.Longest);
    }
}
