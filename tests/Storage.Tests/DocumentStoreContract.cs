using System.Text;
using System.Text.Json;
using Customers.Domain.Documents;
using static Customers.Storage.Tests.SampleType;

namespace Customers.Storage.Tests;

/// <summary>What every document store does on commits and reads. An adapter plugs in by creating its port.</summary>
public abstract class DocumentStoreContract
{
    private const string Container = Containers.Customers;

    /// <summary>A store for the types of <see cref="SampleType"/>, empty.</summary>
    protected abstract IDocumentStore Store { get; }

    [ContractFact]
    public async Task A_created_document_is_read_as_it_was_written()
    {
        var etag = await Hold(new Write.Create("a", Content(Plain, """{"schema":1,"data":"ü 漢 𝄞"}""")));
        var found = await Store.ReadAsync(Key("a"), default);
        Assert.NotNull(found);
        Assert.Equal((Key("a"), "plain", etag), (found.Key, found.Type, found.ETag));
        Assert.Equal("""{"schema":1,"data":"ü 漢 𝄞"}""", Encoding.UTF8.GetString(found.Body.Span));
    }

    [ContractFact]
    public async Task What_does_not_exist_is_null() => Assert.Null(await Store.ReadAsync(Key("nobody"), default));

    [ContractFact]
    public async Task The_same_id_lives_apart_in_each_partition_and_container()
    {
        await Hold(new Write.Create("a", Text("1")));
        Assert.True((await Store.CommitAsync(new(Container, "q", [new Write.Create("a", Text("2"))]), default)).Holds);
        Assert.True((await Store.CommitAsync(new(Containers.Claims, "p", [new Write.Create("a", Text("3", Claim))]), default)).Holds);
        Assert.Equal(["1", "2", "3"], [await BodyOf(Key("a")), await BodyOf(new(Container, "q", "a")), await BodyOf(new(Containers.Claims, "p", "a"))]);
    }

    public static TheoryData<string> WritesThatDoNotFit => ["create", "replace-missing", "replace-stale", "delete-missing", "delete-stale"];

    [ContractTheory, MemberData(nameof(WritesThatDoNotFit))]
    public async Task A_write_that_finds_another_state_conflicts_and_nothing_is_written(string kind)
    {
        var stale = await Hold(new Write.Create("a", Text("old")));
        await Hold(new Write.Upsert("a", Text("now")));
        Write write = kind switch
        {
            "create" => new Write.Create("a", Text("new")),
            "replace-missing" => new Write.Replace("b", Text("new"), stale),
            "replace-stale" => new Write.Replace("a", Text("new"), stale),
            "delete-missing" => new Write.Delete("b", stale),
            _ => new Write.Delete("a", stale),
        };
        var result = await Commit(new Write.Create("first", Text("1")), write, new Write.Create("last", Text("2")));
        Assert.Equal(write.Id, Assert.IsType<CommitResult.Conflict>(result).Id);
        Assert.Equal("now", await BodyOf(Key("a")));
        Assert.Null(await Store.ReadAsync(Key("first"), default));
        Assert.Null(await Store.ReadAsync(Key("last"), default));
    }

    [ContractFact]
    public async Task A_commit_answers_the_new_etag_of_each_write_in_order()
    {
        var old = await Hold(new Write.Create("a", Text("1")));
        var gone = await Hold(new Write.Create("b", Text("1")));
        var result = await Commit(new Write.Replace("a", Text("2"), old), new Write.Delete("b", gone), new Write.Upsert("c", Text("3")));
        var etags = Assert.IsType<CommitResult.Committed>(result).ETags;
        Assert.Equal([(await Store.ReadAsync(Key("a"), default))!.ETag, "", (await Store.ReadAsync(Key("c"), default))!.ETag], etags);
        Assert.NotEqual(old, etags[0]);
        Assert.Null(await Store.ReadAsync(Key("b"), default));
    }

    [ContractFact]
    public async Task An_etag_never_comes_back_even_after_delete_and_create()
    {
        var etags = new HashSet<string>();
        for (var i = 0; i < 5; i++)
        {
            var etag = await Hold(new Write.Create("a", Text("same")));
            Assert.True(etags.Add(etag));
            await Hold(new Write.Delete("a", etag));
        }
    }

    [ContractFact]
    public async Task A_race_for_one_etag_has_exactly_one_winner()
    {
        var etag = await Hold(new Write.Create("a", Text("0")));
        var results = await Task.WhenAll(Enumerable.Range(1, 20).Select(i => Task.Run(() => Commit(new Write.Replace("a", Text($"{i}"), etag)))));
        var winner = Assert.Single(Enumerable.Range(0, 20), i => results[i].Holds);
        Assert.Equal($"{winner + 1}", await BodyOf(Key("a")));
    }

    [ContractFact]
    public async Task A_commit_takes_100_writes_and_no_more()
    {
        var writes = Enumerable.Range(0, 101).Select(Write (i) => new Write.Create($"d{i:d3}", Text($"{i}"))).ToArray();
        await Assert.ThrowsAsync<ArgumentException>(() => Commit(writes));
        Assert.True((await Commit(writes[..100])).Holds);
        var found = await Store.ReadManyAsync(Container, "p", [.. writes.Select(write => write.Id)], default);
        Assert.Equal(100, found.Count);
    }

    [ContractFact]
    public async Task A_commit_takes_two_MiB_of_bodies_and_no_more()
    {
        var half = new string('x', Domain.Documents.Commit.MaxBytes / 2);
        await Assert.ThrowsAsync<ArgumentException>(() => Commit(new Write.Create("a", Text(half)), new Write.Create("b", Text(half + "x"))));
        Assert.Null(await Store.ReadAsync(Key("a"), default));
        // Room for the keys and fields, which some stores count too.
        Assert.True((await Commit(new Write.Create("a", Text(half)), new Write.Create("b", Text(half[10_000..])))).Holds);
        Assert.Equal(half, await BodyOf(Key("a")));
    }

    public static TheoryData<string> WrongCommits => ["empty", "twice", "unknown-type", "other-container", "undeclared-field", "one-for-many", "many-for-one", "odd-id", "empty-id", "long-id"];

    [ContractTheory, MemberData(nameof(WrongCommits))]
    public async Task A_commit_that_breaks_the_rules_is_refused(string kind)
    {
        Write[] writes = kind switch
        {
            "empty" => [],
            "twice" => [new Write.Upsert("a", Text("1")), new Write.Upsert("a", Text("2"))],
            "unknown-type" => [new Write.Create("a", new("unknown", "1"u8.ToArray(), new Dictionary<string, FieldValue>()))],
            "other-container" => [new Write.Create("a", Content(Claim, "1"))],
            "undeclared-field" => [new Write.Create("a", PersonContent(("name", "x"), ("shoe", 42)))],
            "one-for-many" => [new Write.Create("a", PersonContent(("tags", "x")))],
            "many-for-one" => [new Write.Create("a", PersonContent(("name", Many("x"))))],
            "odd-id" => [new Write.Create("a/b", Text("1"))],
            "empty-id" => [new Write.Create("", Text("1"))],
            _ => [new Write.Create(new string('x', 201), Text("1"))],
        };
        await Assert.ThrowsAsync<ArgumentException>(() => Commit(writes));
        Assert.Null(await Store.ReadAsync(Key("a"), default));
    }

    [ContractTheory]
    [InlineData("'; DROP TABLE documents; --")]
    [InlineData("a\"b%_*[]{}:|<>&=+,")]
    [InlineData("Zoë 漢字 𝄞 ß")]
    [InlineData(" leading and trailing ")]
    public async Task Ids_may_hold_odd_characters(string id)
    {
        var key = new DocumentKey(Container, id, id);
        Assert.True((await Store.CommitAsync(new(Container, id, [new Write.Create(id, Text("odd"))]), default)).Holds);
        Assert.Equal(key, (await Store.ReadAsync(key, default))?.Key);
    }

    [ContractFact]
    public async Task Several_are_read_in_the_order_asked_and_the_missing_left_out()
    {
        await Commit(new Write.Create("a", Text("1")), new Write.Create("b", Text("2")), new Write.Create("c", Text("3")));
        var found = await Store.ReadManyAsync(Container, "p", ["c", "nobody", "a"], default);
        Assert.Equal(["c", "a"], found.Select(document => document.Key.Id));
    }

    [ContractFact]
    public async Task A_store_that_works_passes_its_check() => await Store.CheckAsync(default);

    private static DocumentKey Key(string id) => new(Container, "p", id);

    private Task<CommitResult> Commit(params Write[] writes) => Store.CommitAsync(new(Container, "p", writes), default);

    private async Task<string> Hold(Write write) => Assert.IsType<CommitResult.Committed>(await Commit(write)).ETags[0];

    private async Task<string> BodyOf(DocumentKey key) => JsonSerializer.Deserialize<string>((await Store.ReadAsync(key, default))!.Body.Span)!;

    private static DocumentContent Text(string text, DocumentType? type = null) => Content(type ?? Plain, JsonSerializer.Serialize(text));
}
