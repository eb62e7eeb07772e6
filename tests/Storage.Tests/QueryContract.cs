using Customers.Domain.Documents;
using static Customers.Storage.Tests.SampleType;

namespace Customers.Storage.Tests;

/// <summary>What every document store does on queries: conditions, orders, pages.</summary>
public abstract class QueryContract : IAsyncLifetime
{
    private const string Container = Containers.Customers;

    protected abstract IDocumentStore Store { get; }

    public virtual Task InitializeAsync() => Task.WhenAll(
        Add("p", "1", ("name", "anna"), ("rank", 5), ("since", 100), ("city", "bern"), ("words", Many("anna", "meier", "c-1")), ("tags", Many("vip", "b2b"))),
        Add("p", "2", ("name", "Anna"), ("rank", -3), ("since", 200), ("city", "bern"), ("words", Many("anna", "müller")), ("tags", Many("b2b"))),
        Add("q", "3", ("name", "bert"), ("rank", 5), ("city", "köln"), ("words", Many("bert", "meierhof"))),
        Add("q", "4", ("name", "50%_o'\"x"), ("rank", 7), ("since", 300), ("words", Many("50%", "_o'\"x", "漢字", "𝄞"))),
        Add("q", "5", ("name", ""), ("city", "bern"), ("tags", Many("", "vipx"))),
        Add("q", "6", ("rank", 6), ("words", Many())),
        Store.CommitAsync(new(Container, "q", [new Write.Create("7", Content(Plain, "{}"))]), default));

    public virtual Task DisposeAsync() => Task.CompletedTask;

    public static TheoryData<string, Condition[], string> Conditions => new()
    {
        { "everything", [], "1 2 3 4 5 6" },
        { "equal text", [new Condition.Equal("city", "bern")], "1 2 5" },
        { "equal text is ordinal", [new Condition.Equal("name", "anna")], "1" },
        { "equal empty text", [new Condition.Equal("name", "")], "5" },
        { "equal number", [new Condition.Equal("rank", 5)], "1 3" },
        { "a number is no text", [new Condition.Equal("rank", "5")], "" },
        { "equal odd text", [new Condition.Equal("name", "50%_o'\"x")], "4" },
        { "range of numbers", [new Condition.Range("rank", -3L, 6L)], "1 2 3" },
        { "range up to", [new Condition.Range("rank", null, 6L)], "1 2 3" },
        { "range from", [new Condition.Range("rank", 6L, null)], "4 6" },
        { "range of texts", [new Condition.Range("name", "a", "b")], "1" },
        { "range of texts from", [new Condition.Range("name", "a", null)], "1 3" },
        { "range of texts up to", [new Condition.Range("name", null, "B")], "2 4 5" },
        { "range open on both sides: present", [new Condition.Range("since", null, null)], "1 2 4" },
        { "prefix", [new Condition.Prefix("name", "an")], "1" },
        { "empty prefix: present", [new Condition.Prefix("name", "")], "1 2 3 4 5" },
        { "prefix of odd text", [new Condition.Prefix("name", "50%_")], "4" },
        { "prefix no wildcard", [new Condition.Prefix("name", "%")], "" },
        { "contains", [new Condition.Contains("tags", "vip")], "1" },
        { "contains empty value", [new Condition.Contains("tags", "")], "5" },
        { "contains both", [new Condition.Contains("tags", "vip"), new Condition.Contains("tags", "b2b")], "1" },
        { "any prefix", [new Condition.AnyPrefix("words", "meier")], "1 3" },
        { "two prefixes", [new Condition.AnyPrefix("words", "an"), new Condition.AnyPrefix("words", "mü")], "2" },
        { "two prefixes of one word", [new Condition.AnyPrefix("words", "an"), new Condition.AnyPrefix("words", "anna")], "1 2" },
        { "any prefix in Chinese", [new Condition.AnyPrefix("words", "漢")], "4" },
        { "any prefix beyond the basic plane", [new Condition.AnyPrefix("words", "𝄞")], "4" },
        { "any prefix is no infix", [new Condition.AnyPrefix("words", "eier")], "" },
        { "any prefix of odd text", [new Condition.AnyPrefix("words", "_o'\"")], "4" },
        { "empty any prefix: present", [new Condition.AnyPrefix("words", "")], "1 2 3 4" },
        { "several kinds", [new Condition.Equal("city", "bern"), new Condition.Range("rank", 0L, null), new Condition.AnyPrefix("words", "c-")], "1" },
        { "several that never meet", [new Condition.Equal("city", "köln"), new Condition.Contains("tags", "vip")], "" },
    };

    [ContractTheory, MemberData(nameof(Conditions))]
    public async Task A_condition_finds_exactly_what_meets_it(string name, Condition[] where, string expected)
    {
        Assert.NotEmpty(name);
        Assert.Equal(expected, await Ids(new Query(Person, 100) { Where = where }));
        var inPartition = string.Join(' ', expected.Split(' ').Where(id => id is "1" or "2"));
        Assert.Equal(inPartition, await Ids(new Query(Person, 100) { Where = where, Partition = "p" }));
    }

    [ContractTheory]
    [InlineData(null, false, null, "1 2 3 4 5 6")]
    [InlineData(null, true, null, "6 5 4 3 2 1")]
    [InlineData("rank", false, null, "2 1 3 6 4")]
    [InlineData("rank", true, null, "4 6 3 1 2")]
    [InlineData("name", false, null, "5 4 2 1 3")]
    [InlineData("name", true, null, "3 1 2 4 5")]
    [InlineData("since", false, null, "1 2 4")]
    [InlineData("rank", false, "q", "3 6 4")]
    [InlineData("rank", true, "q", "4 6 3")]
    [InlineData("name", true, "q", "3 4 5")]
    [InlineData(null, true, "q", "6 5 4 3")]
    public async Task An_order_is_by_field_and_then_id_and_leaves_out_what_lacks_the_field(string? sortBy, bool descending, string? partition, string expected)
    {
        var query = new Query(Person, 100) { SortBy = sortBy, Descending = descending, Partition = partition };
        Assert.Equal(expected, await Ids(query));
        for (var limit = 1; limit <= 6; limit++) Assert.Equal(expected, await Ids(query with { Limit = limit }));
    }

    [ContractTheory]
    [InlineData("rank", false, "2 1")]
    [InlineData("rank", true, "1 2")]
    [InlineData(null, true, "5 2 1")]
    [InlineData("name", false, "5 2 1")]
    public async Task Conditions_and_orders_go_together_page_by_page(string? sortBy, bool descending, string expected)
    {
        var query = new Query(Person, 100) { SortBy = sortBy, Descending = descending, Where = [new Condition.Equal("city", "bern")] };
        Assert.Equal(expected, await Ids(query));
        Assert.Equal(expected, await Ids(query with { Limit = 1 }));
        Assert.Equal(expected, await Ids(query with { Limit = 2 }));
    }

    public static TheoryData<string, bool, Condition, string> WithinAnOrder => new()
    {
        { "rank", false, new Condition.Range("rank", -3L, 7L), "2 1 3 6" },
        { "rank", true, new Condition.Range("rank", 5L, null), "4 6 3 1" },
        { "rank", true, new Condition.Equal("rank", 5L), "3 1" },
        { "name", false, new Condition.Prefix("name", ""), "5 4 2 1 3" },
        { "name", true, new Condition.Range("name", "A", "b"), "1 2" },
        { "name", false, new Condition.Range("name", null, null), "5 4 2 1 3" },
    };

    [ContractTheory, MemberData(nameof(WithinAnOrder))]
    public async Task A_condition_on_the_field_of_the_order_holds_on_every_page(string sortBy, bool descending, Condition where, string expected)
    {
        var query = new Query(Person, 100) { SortBy = sortBy, Descending = descending, Where = [where] };
        for (var limit = 1; limit <= 6; limit++) Assert.Equal(expected, await Ids(query with { Limit = limit }));
        // A position is no substitute for the condition.
        var start = new Position(sortBy == "rank" ? descending ? 99L : -99L : descending ? "zz" : "", descending ? "~" : " ");
        Assert.Equal(expected, await Ids(query with { After = start }));
    }

    [ContractFact]
    public async Task The_last_page_has_no_next_even_when_full()
    {
        var page = await Store.QueryAsync(new Query(Person, 6), default);
        Assert.Equal((6, null), (page.Items.Count, page.Next));
        Assert.Equal(new Position(null, "5"), (await Store.QueryAsync(new Query(Person, 5), default)).Next);
        Assert.Equal(new Position(-3L, "2"), (await Store.QueryAsync(new Query(Person, 1) { SortBy = "rank" }, default)).Next);
    }

    [ContractFact]
    public async Task A_type_without_fields_is_listed_within_its_partition()
    {
        Assert.Equal("7", await Ids(new Query(Plain, 10) { Partition = "q" }));
        Assert.Equal("", await Ids(new Query(Plain, 10) { Partition = "p" }));
    }

    public static TheoryData<string, Func<Query, Query>> WrongQueries => new()
    {
        { "unknown field", query => query with { Where = [new Condition.Equal("shoe", 42)] } },
        { "one-valued as many", query => query with { Where = [new Condition.Contains("name", "anna")] } },
        { "many-valued as one", query => query with { Where = [new Condition.Equal("tags", "vip")] } },
        { "many values to compare", query => query with { Where = [new Condition.Equal("name", Many("x"))] } },
        { "unknown order", query => query with { SortBy = "shoe" } },
        { "order by many", query => query with { SortBy = "tags" } },
        { "no item", query => query with { Limit = 0 } },
        { "too many items", query => query with { Limit = 1001 } },
        { "position of another order", query => query with { SortBy = "rank", After = new(null, "1") } },
    };

    [ContractTheory, MemberData(nameof(WrongQueries))]
    public async Task A_query_that_names_what_is_not_declared_is_refused(string name, Func<Query, Query> wrong)
    {
        Assert.NotEmpty(name);
        await Assert.ThrowsAsync<ArgumentException>(async () => await Store.QueryAsync(wrong(new(Person, 10)), default));
    }

    [ContractFact]
    public async Task A_change_moves_a_document_between_values_and_a_delete_takes_it_out()
    {
        await Save("p", "1", ("name", "carl"), ("words", Many("anna", "carl")), ("tags", Many("b2b", "new")));
        Assert.Equal(["1 2", "1", "3", "", "1", "1 2"], await All("anna", "carl", "meier", "c-1", tags: ["new", "b2b"]));
        await Save("p", "1", ("name", "carl"));
        Assert.Equal(["2", "", "3", "", "", "2"], await All("anna", "carl", "meier", "c-1", tags: ["new", "b2b"]));
        await Save("p", "1", ("words", Many("carl", "carl")));
        Assert.Equal("1", Assert.Single(await All("carl")));
        var current = await Store.ReadAsync(new(Container, "p", "1"), default);
        await Store.CommitAsync(new(Container, "p", [new Write.Delete("1", current!.ETag)]), default);
        Assert.Equal("", Assert.Single(await All("carl")));
        Assert.Equal("2 3 4 5 6", await Ids(new Query(Person, 10)));
    }

    [ContractFact]
    public async Task A_document_that_changes_its_type_leaves_the_queries_of_the_old_one()
    {
        await Store.CommitAsync(new(Container, "p", [new Write.Upsert("1", Content(Plain, "{}"))]), default);
        Assert.Equal("2 3 4 5 6", await Ids(new Query(Person, 10)));
        Assert.Equal("", Assert.Single(await All("c-1")));
        Assert.Equal("1", await Ids(new Query(Plain, 10) { Partition = "p" }));
        await Save("p", "1", ("words", Many("c-1")));
        Assert.Equal("1", Assert.Single(await All("c-1")));
    }

    private async Task<string[]> All(params string[] prefixes) => await All(prefixes, []);

    private Task<string[]> All(string a, string b, string c, string d, string[] tags) => All([a, b, c, d], tags);

    private async Task<string[]> All(string[] prefixes, string[] tags)
    {
        var found = new List<string>();
        foreach (var prefix in prefixes) found.Add(await Ids(new Query(Person, 10) { Where = [new Condition.AnyPrefix("words", prefix)] }));
        foreach (var tag in tags) found.Add(await Ids(new Query(Person, 10) { Where = [new Condition.Contains("tags", tag)] }));
        return [.. found];
    }

    private Task<CommitResult> Add(string partition, string id, params (string, FieldValue)[] fields) =>
        Store.CommitAsync(new(Container, partition, [new Write.Create(id, PersonContent(fields))]), default);

    private Task<CommitResult> Save(string partition, string id, params (string, FieldValue)[] fields) =>
        Store.CommitAsync(new(Container, partition, [new Write.Upsert(id, PersonContent(fields))]), default);

    /// <summary>The ids of all pages.</summary>
    private async Task<string> Ids(Query query)
    {
        var ids = new List<string>();
        for (Query? next = query; next is not null;)
        {
            var page = await Store.QueryAsync(next, default);
            Assert.True(page.Items.Count <= query.Limit && (page.Next is null || page.Items.Count == query.Limit));
            ids.AddRange(page.Items.Select(item => item.Key.Id));
            next = page.Next is null ? null : query with { After = page.Next };
        }
        return string.Join(' ', ids);
    }
}
