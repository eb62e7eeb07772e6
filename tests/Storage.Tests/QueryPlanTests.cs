using System.Diagnostics.CodeAnalysis;
using Customers.Domain.Documents;
using Customers.Functions.Storage.Sqlite;
using static Customers.Storage.Tests.SampleType;

namespace Customers.Storage.Tests;

/// <summary>Every way of answering a query uses indexes, and all of them give the same page.</summary>
public sealed class QueryPlanTests : IDisposable
{
    private static readonly Condition Bern = new Condition.Equal("city", "bern");
    private readonly TestFolder _folder = new();

    public static TheoryData<string, Query, string> Declared => new()
    {
        { "by id", new Query(Person, 10), "all-person-" },
        { "by name", new Query(Person, 10) { SortBy = "name" }, "all-person-name" },
        { "by rank, backwards", new Query(Person, 10) { SortBy = "rank", Descending = true }, "all-person-rank" },
        { "by since", new Query(Person, 10) { SortBy = "since", Where = [new Condition.Range("since", 5L, null)] }, "all-person-since" },
        { "city by rank", new Query(Person, 10) { SortBy = "rank", Where = [Bern] }, "all-person-city-rank" },
        { "one name by id", new Query(Person, 10) { Where = [new Condition.Equal("name", "x")] }, "all-person-name" },
        { "partition by rank", new Query(Person, 10) { Partition = "p", SortBy = "rank" }, "partition-person-rank" },
        { "partition, city by name", new Query(Person, 10) { Partition = "p", SortBy = "name", Where = [Bern] }, "partition-person-city-name" },
    };

    [Theory, MemberData(nameof(Declared))]
    public void A_declared_order_is_walked_along_its_index_without_sorting(string name, Query query, string index)
    {
        Assert.NotEmpty(name);
        foreach (var page in new[] { query, query with { After = new(query.SortBy is null ? null : query.SortBy == "name" ? "n" : 3L, "1") } })
        {
            var sql = new QuerySql(_folder.Database.FieldTables["person"], page);
            Assert.Equal($"\"{index}\"", sql.Index?.Name);
            var plan = Explain(sql.Walk());
            Assert.Contains(plan, step => step.Contains($"INDEX {index} ", StringComparison.Ordinal) || step.EndsWith($"INDEX {index}", StringComparison.Ordinal));
            // Only the finished page is put in order once more.
            Assert.True(plan.Count(step => step.Contains("TEMP B-TREE", StringComparison.Ordinal)) <= 1, string.Join('\n', plan));
            Refute(plan, step => step.StartsWith("SCAN", StringComparison.Ordinal) && step is not "SCAN k" && !step.Contains("USING", StringComparison.Ordinal));
        }
    }

    public static TheoryData<Query, string> NextPages => new()
    {
        { new Query(Person, 10), "(id>?)" },
        { new Query(Person, 10) { Where = [new Condition.Equal("name", "x")] }, "(name=? AND id>?)" },
        { new Query(Person, 10) { SortBy = "name", Where = [new Condition.Equal("name", "x")] }, "(name=? AND id>?)" },
        { new Query(Person, 10) { SortBy = "rank", Where = [Bern] }, "(city=? AND (rank,id)>(?,?))" },
        { new Query(Person, 10) { SortBy = "rank", Where = [new Condition.Range("rank", 1L, 9L)] }, "((rank,id)>(?,?) AND rank<?)" },
        { new Query(Person, 10) { SortBy = "rank", Descending = true, Where = [new Condition.Range("rank", 1L, 9L)] }, "(rank>? AND (rank,id)<(?,?))" },
        { new Query(Person, 10) { SortBy = "name", Where = [new Condition.Prefix("name", "x")] }, "((name,id)>(?,?) AND name<?)" },
    };

    [Theory, MemberData(nameof(NextPages))]
    public void A_next_page_starts_at_its_place_in_the_index(Query query, string search)
    {
        var next = query with { After = new(query.SortBy is null ? null : query.SortBy == "name" ? "x" : 3L, "1") };
        var plan = Explain(new QuerySql(_folder.Database.FieldTables["person"], next).Walk());
        Assert.True(plan.Any(step => step.EndsWith(search, StringComparison.Ordinal)), string.Join('\n', plan));
    }

    [Fact]
    public void A_partition_is_read_by_its_key_and_candidates_by_their_rows()
    {
        var table = _folder.Database.FieldTables["person"];
        var partition = Explain(new QuerySql(table, new(Person, 10) { Partition = "p", SortBy = "since" }).ThroughPartition());
        Assert.Contains(partition, step => step.Contains("SEARCH p USING COVERING INDEX documents_key (container=? AND partition=?", StringComparison.Ordinal));
        var sql = new QuerySql(table, new(Person, 10) { Where = [new Condition.AnyPrefix("words", "a")] });
        Assert.Contains(Explain(sql.Sort(sql.Conditions[0].Documents!)), step => step.StartsWith("SEARCH f USING INTEGER PRIMARY KEY", StringComparison.Ordinal));
        Assert.Contains(Explain(sql.Conditions[0].Documents!), step => step.Contains("SEARCH values_person_words USING PRIMARY KEY (value>? AND value<?)", StringComparison.Ordinal));
        Assert.Contains(Explain(sql.DocumentsInOrder()), step => step.Contains("USING COVERING INDEX", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, false, "(container=? AND partition=?)")]
    [InlineData("1", false, "(container=? AND partition=? AND id>?)")]
    [InlineData("1", true, "(container=? AND partition=? AND id<?)")]
    public void By_id_a_partition_is_read_until_the_page_is_full(string? after, bool descending, string search)
    {
        var query = new Query(Person, 10) { Partition = "p", Where = [Bern], Descending = descending, After = after is null ? null : new(null, after) };
        var plan = Explain(new QuerySql(_folder.Database.FieldTables["person"], query).ThroughPartition());
        Assert.True(plan.Any(step => step.EndsWith(search, StringComparison.Ordinal)), string.Join('\n', plan));
        Assert.True(plan.Count(step => step.Contains("TEMP B-TREE", StringComparison.Ordinal)) <= 1, string.Join('\n', plan)); // the finished page alone
    }

    [Fact]
    public async Task An_order_without_an_index_is_refused_across_partitions()
    {
        var store = new SqliteDocumentStore(_folder.Database);
        await Assert.ThrowsAsync<ArgumentException>(async () => await store.QueryAsync(new(Person, 10) { SortBy = "city" }, default));
        await Assert.ThrowsAsync<ArgumentException>(async () => await store.QueryAsync(new(Plain, 10), default));
    }

    public static TheoryData<Condition[]> Rare => new()
    {
        { [new Condition.Equal("kind", "rare")] },
        { [new Condition.Equal("kind", "nobody"), Bern] },
        { [new Condition.Equal("kind", "often"), new Condition.Equal("open", 2L)] },
        { [new Condition.Contains("tags", "even"), new Condition.Contains("tags", "odd")] },
        { [new Condition.AnyPrefix("words", "even"), new Condition.Contains("tags", "odd")] },
    };

    [Theory, MemberData(nameof(Rare))]
    public async Task What_hardly_anybody_has_is_found_without_a_look_at_everybody(Condition[] where)
    {
        const int people = 3_000;
        var store = new SqliteDocumentStore(_folder.Database);
        foreach (var some in Enumerable.Range(0, people).Chunk(100)) await store.CommitAsync(new(Containers.Customers, "p", [.. some.Select(OneOfMany)]), default);
        var run = new QueryRun(new(_folder.Database.FieldTables["person"], new(Person, 10) { SortBy = "name", Where = where }), new(FirstLook: 1));
        var pages = await _folder.Database.Readers.ReadAsync(run, (connection, asked) =>
        {
            connection.TakePagesRead();
            Assert.InRange(asked.Run(connection).Items.Count, 0, 1);
            return connection.TakePagesRead();
        }, default);
        Assert.InRange(pages, 1, people / 10);
    }

    private static Write OneOfMany(int i) => new Write.Create($"{i:d4}", PersonContent(("name", $"{i:d4}"), ("city", "bern"), ("open", i % 2),
        ("kind", i == 2_000 ? "rare" : "often"), ("words", Many(i % 2 == 0 ? "even" : "odd")), ("tags", Many(i % 2 == 0 ? "even" : "odd"))));

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 5, 1_000)]
    [InlineData(1, 1_000, 1_000)]
    [InlineData(20, 1, 1_000)]
    [InlineData(20, 10, 60)]
    [InlineData(1_000, 1, 1)]
    [SuppressMessage("Security", "CA5394", Justification = "Data of a test, the same in every run.")]
    public async Task Every_way_gives_the_page_that_a_look_at_every_document_gives(int firstLook, int few, int wide)
    {
        var random = new Random(7);
        var people = Enumerable.Range(0, 300).Select(i => new Sample($"{i:d3}", random.Next(20), random.Next(3), $"{(char)('a' + random.Next(4))}{random.Next(5)}", $"{(char)('a' + random.Next(4))}", random.Next(3), random.Next(2))).ToArray();
        var store = new SqliteDocumentStore(_folder.Database);
        foreach (var some in people.Chunk(100)) await store.CommitAsync(new(Containers.Customers, "p", [.. some.Select(one => one.Create())]), default);
        for (var i = 0; i < 60; i++)
        {
            var (a, b, city) = ($"{(char)('a' + random.Next(4))}", $"{(char)('a' + random.Next(4))}{random.Next(5)}", random.Next(4));
            var (byRank, descending) = (random.Next(2) == 0, random.Next(2) == 0);
            var (kind, open) = (random.Next(3), random.Next(2));
            (Condition Condition, Func<Sample, bool> Fits)[] all =
            [
                (new Condition.AnyPrefix("words", a), one => one.HasPrefix(a)), (new Condition.AnyPrefix("words", b), one => one.HasPrefix(b)),
                (new Condition.Equal("city", $"{city}"), one => one.City == city),
                (new Condition.Equal("kind", $"{kind}"), one => one.Kind == kind), (new Condition.Equal("open", open), one => one.Open == open),
            ];
            var some = all.Where(_ => random.Next(2) == 0).ToArray();
            var query = new Query(Person, 7) { SortBy = byRank ? "rank" : null, Descending = descending, Where = [.. some.Select(one => one.Condition)] };
            var expected = people.Where(one => some.All(condition => condition.Fits(one)))
                .OrderBy(one => byRank ? one.Rank : 0).ThenBy(one => one.Id, StringComparer.Ordinal).Select(one => one.Id).ToList();
            if (descending) expected.Reverse();
            Assert.Equal(expected, await AllPages(query, new(firstLook, few, wide)));
        }
    }

    public void Dispose() => _folder.Dispose();

    private async Task<List<string>> AllPages(Query query, QueryBounds bounds)
    {
        var ids = new List<string>();
        for (Query? next = query; next is not null;)
        {
            var run = new QueryRun(new(_folder.Database.FieldTables["person"], next), bounds);
            var page = await _folder.Database.Readers.ReadAsync(run, (connection, asked) => asked.Run(connection), default);
            ids.AddRange(page.Items.Select(item => item.Key.Id));
            next = page.Next is null ? null : query with { After = page.Next };
        }
        return ids;
    }

    private string[] Explain(Sql sql)
    {
        _ = _folder.Database;
        using var connection = new Connection(_folder.Data.At("hub.db"), cacheKiB: 100);
        using var rows = (new Sql("EXPLAIN QUERY PLAN ") + sql).On(connection);
        var steps = new List<string>();
        while (rows.Step()) steps.Add(rows.Text(3));
        return [.. steps];
    }

    private static void Refute(string[] plan, Func<string, bool> wrong) => Assert.False(plan.Any(wrong), string.Join('\n', plan));

    private sealed record Sample(string Id, int Rank, int City, string First, string Second, int Kind, int Open)
    {
        public bool HasPrefix(string prefix) => First.StartsWith(prefix, StringComparison.Ordinal) || Second.StartsWith(prefix, StringComparison.Ordinal);

        public Write.Create Create() => new Write.Create(Id, PersonContent(("rank", (long)Rank), ("city", $"{City}"), ("words", Many(First, Second)),
            ("kind", $"{Kind}"), ("open", (long)Open)));
    }
}
