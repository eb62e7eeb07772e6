using System.Text;
using Customers.Functions.Imports;

namespace Customers.Functions.Tests.Imports;

/// <summary>Behind whichever row a file is opened again, the rest of it is the same.</summary>
public sealed class CsvFileTests
{
    private static readonly Column[] Columns = [new("a"), new("b")];

    [Theory]
    [InlineData("a,b\n1,2\n3,4\n5,6\n")]
    [InlineData("\uFEFFa;b\r\n1;2\r\n\r\n\"3\r\nx\";\"4;\"\"y\"\"\"\r\n\r\nÄ;6")]
    [InlineData("a,b\n1\n1,2,3\n,\n  \n\"x,y\",z\n")]
    [InlineData("a,b\n1,2\nx\"y,z\n3,4\n\"5\n6,7\n")]
    [InlineData("b,a\n1,2\n3,\"never closed\n5,6\n")]
    public async Task The_rows_behind_a_row_are_the_same_whether_or_not_those_before_are_read(string text)
    {
        var all = await RowsAsync(text, null);
        Assert.NotEmpty(all);
        for (var i = 0; i < all.Count; i++)
            Assert.Equal(all.Skip(i + 1).Select(Picture), (await RowsAsync(text, all[i].At)).Select(Picture));
    }

    [Fact]
    public async Task Far_into_a_large_file_too()
    {
        var text = "a,b\n" + string.Concat(Enumerable.Range(0, 5_000).Select(i => $"{i},\"{new string('ü', i % 90)}\n{i}\"\n"));
        var all = await RowsAsync(text, null);
        foreach (var i in new[] { 0, 1, 999, 4_321, 4_999 })
            Assert.Equal(all.Skip(i + 1).Select(Picture), (await RowsAsync(text, all[i].At)).Select(Picture));
    }

    private static string Picture(FileRow row) => $"{row.At} {row.Cells?.ToJsonString()} {row.Fault}";

    private static async Task<List<FileRow>> RowsAsync(string text, FilePosition? last)
    {
        var opened = await CsvFile.OpenAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), Columns, [], last, default);
        using var file = opened.Value;
        List<FileRow> rows = [];
        await foreach (var row in file.RowsAsync(default)) rows.Add(row);
        return rows;
    }
}
