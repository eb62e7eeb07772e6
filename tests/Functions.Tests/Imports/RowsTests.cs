using System.Text.Json.Nodes;
using Customers.Domain.Identity;
using Customers.Functions.Imports;

namespace Customers.Functions.Tests.Imports;

public sealed class RowsTests
{
    private static readonly ImportRun Run = new() { JobId = "job_1", Kind = ImportKind.Customers, DryRun = true, By = Caller.Hub, CreatedAt = DateTimeOffset.UnixEpoch };

    [Theory]
    [InlineData("r:A r:B r:a r:B", "0,2 1,3")]
    [InlineData("r:A x:1 r:B r:A+x:1 x:1", "0,1,3,4 2")]
    [InlineData("r:A x:1 r:A+x:2 r:B+x:1 r:A+x:1", "0,1,2,3,4")]
    [InlineData(" x:1  r:A", "0 2 1 3")]
    public void What_concerns_one_customer_stays_together_in_the_order_of_the_file(string rows, string groups) =>
        Assert.Equal(groups.Split(' ').Order(), RowGroups.Of([.. rows.Split(' ').Select(Row)]).Select(group => string.Join(',', group)).Order());

    [Theory]
    [InlineData(@"a|b", "a", "b")]
    [InlineData(@"a\|b|c", "a|b", "c")]
    [InlineData(@"a\\|b", @"a\", "b")]
    [InlineData(@"a\b", @"a\b")]
    [InlineData(@" a | |b", "a", "", "b")]
    [InlineData(@"\", @"\")]
    public void Words_of_a_cell_are_read(string cell, params string[] words) => Assert.Equal(words, CsvList.Read(cell));

    [Theory]
    [InlineData("a|b", @"c\", "|", @"\|", @"\\", "d")]
    [InlineData("one")]
    public void Words_that_are_written_are_read_again(params string[] words) => Assert.Equal(words, CsvList.Read(CsvList.Write(words)));

    [Fact]
    public void What_a_dry_run_remembers_is_bounded_and_goes_on_in_its_next_slice()
    {
        var seen = new RowsSeen([]);
        for (var i = 0; i < RowsSeen.Most + 1; i++) Assert.Equal(RowResult.Created, seen.Judge([$"ref:{i}"], "x", RowResult.Created));
        var next = new RowsSeen(seen.ToBytes());
        Assert.Equal(RowsSeen.Most * 16, next.ToBytes().Length);
        Assert.Equal(RowResult.Unchanged, next.Judge(["ref:0"], "x", RowResult.Created));
        Assert.Equal(RowResult.Updated, next.Judge(["ref:0"], "y", RowResult.Created));
        Assert.Equal(RowResult.Created, next.Judge([$"ref:{RowsSeen.Most}"], "x", RowResult.Created));
        Assert.Equal(RowResult.Refused("no"), next.Judge(["ref:0"], "y", RowResult.Refused("no")));
    }

    private static RowContext Row(string keys)
    {
        var cells = new JsonObject();
        foreach (var key in keys.Split('+', StringSplitOptions.RemoveEmptyEntries)) cells[key[0] == 'r' ? "ref" : "externalId"] = key[2..];
        return new(Run, 0, new(new(0, 1), cells, null));
    }
}
