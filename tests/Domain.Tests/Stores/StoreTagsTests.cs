using Customers.Domain.Customers;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;
using Customers.Domain.Stores;
using Customers.Domain.Tests.Setup;
using static Customers.Domain.Tests.Setup.Sample;

namespace Customers.Domain.Tests.Stores;

/// <summary>A store's tags arrive, and what people did here stays.</summary>
public sealed class StoreTagsTests : IDisposable
{
    private readonly Hub _hub = new();
    private readonly Store _store = Store() with { Defaults = new() { Tags = ["shop"] } };

    public void Dispose() => _hub.Dispose();

    [Theory]
    [InlineData("vip,fair|vip", "shop,vip", "what the store takes away goes")]
    [InlineData("|vip", "shop,vip", "what it adds comes")]
    [InlineData("vip|", "shop", "an empty list takes all away that it told before")]
    [InlineData("vip|-", "shop,vip", "where it tells no tags, all stay")]
    [InlineData("shop|", "shop", "the hub's own default stays")]
    [InlineData("vip|+ours|fair", "shop,ours,fair", "what people add stays")]
    [InlineData("vip,fair|~vip|vip,fair,new", "shop,fair,new", "what people remove stays away")]
    [InlineData("vip|~vip||vip", "shop,vip", "until the store adds it anew")]
    [InlineData("+vip|vip", "shop,vip", "one that both have is there once")]
    public async Task A_store_changes_its_own_tags_only(string deeds, string tags, string why)
    {
        await TellAsync(null, 0);
        var (customer, at) = (Assert.Single(await _hub.AllAsync(CustomerDocuments.Type)).Id, 0);
        foreach (var deed in deeds.Split('|'))
        {
            if (deed.StartsWith('+')) await MarkAsync(customer, of => [.. of, deed[1..]]);
            else if (deed.StartsWith('~')) await MarkAsync(customer, of => [.. of.Where(tag => tag != deed[1..])]);
            else await TellAsync(deed == "-" ? null : Tags(deed), ++at);
        }

        Assert.True(Tags(tags).SequenceEqual(await TagsAsync(customer)), $"{why}, but there are {string.Join(',', await TagsAsync(customer))}");
    }

    [Fact]
    public async Task What_is_older_changes_nothing_and_the_same_told_again_is_no_change()
    {
        await TellAsync(["b"], 5);
        await TellAsync(["a"], 4);
        await TellAsync(["b"], 6);

        var customer = Assert.Single(await _hub.AllAsync(CustomerDocuments.Type));
        Assert.Equal(["shop", "b"], customer.Profile.Tags);
        Assert.Equal(["imported"], (await _hub.AllAsync(HistoryEntry.Type, customer.Id.Value)).Select(entry => entry.Action));
        Assert.Equal(["b", "shop"], (await _hub.AllAsync(KnownTag.Type)).Select(tag => tag.Name).Order());
    }

    [Fact]
    public async Task Two_told_at_one_time_end_the_same_in_either_order()
    {
        foreach (var (first, second, id) in new[] { ("a", "b", "1"), ("b", "a", "2") })
        {
            await _hub.Do.StoreCustomers.RunAsync(_store, Registered(id) with { Tags = [first] }, Start, default);
            await _hub.Do.StoreCustomers.RunAsync(_store, Registered(id) with { Tags = [second] }, Start, default);
        }

        Assert.All(await _hub.AllAsync(CustomerDocuments.Type), customer => Assert.Equal(["shop", "b"], customer.Profile.Tags));
    }

    [Fact]
    public async Task A_tag_that_another_store_still_has_stays()
    {
        var other = Store("sto_2");
        await TellAsync(["vip"], 1);
        await _hub.Do.StoreCustomers.RunAsync(other, Registered("70", "a@example.com") with { Tags = ["vip"] }, Start, default);
        var customer = Assert.Single(await _hub.AllAsync(CustomerDocuments.Type)).Id;

        await TellAsync([], 2);
        Assert.Equal(["shop", "vip"], await TagsAsync(customer));
        await _hub.Do.StoreCustomers.RunAsync(other, Registered("70", "a@example.com") with { Tags = [] }, Start.AddMinutes(1), default);
        Assert.Equal(["shop"], await TagsAsync(customer));
    }

    [Fact]
    public async Task What_the_hub_cannot_keep_is_left_out_and_the_order_arrives()
    {
        var many = Enumerable.Range(0, 60).Select(i => $"t{i}").ToArray();
        await _hub.Do.ImportAsync(_store, Version("1", 1, Registered("7") with { Tags = ["ok", new string('x', 101), "new\nline", " ", .. many] }));

        var customer = Assert.Single(await _hub.AllAsync(CustomerDocuments.Type));
        Assert.Equal(["shop", "ok", .. many[..48]], customer.Profile.Tags);
        Assert.Equal(10_000, customer.Account.Owed(Eur).Minor);
    }

    [Fact]
    public async Task A_pull_tells_the_tags_that_the_webhook_of_the_same_order_did_not()
    {
        var version = Version("1", 1, Registered("7", "a@example.com"));
        await _hub.Do.ImportAsync(_store, version);
        var pulled = version with { Customer = version.Customer! with { Tags = ["vip"] } };
        for (var times = 0; times < 2; times++) await _hub.Do.Orders.RunAsync(_store, pulled, Start.AddMinutes(9), default);

        var customer = Assert.Single(await _hub.AllAsync(CustomerDocuments.Type));
        Assert.Equal(["shop", "vip"], customer.Profile.Tags);
        var history = await _hub.AllAsync(HistoryEntry.Type, customer.Id.Value);
        Assert.Equal("tags", Assert.Single(Assert.Single(history, entry => entry.Subject == customer.Id.Value).Changes).Field);
    }

    [Fact]
    public async Task Tags_of_a_customer_that_the_store_deleted_stay_as_its_name_does()
    {
        await TellAsync(["vip"], 1);
        await _hub.Do.StoreCustomers.UnlinkAsync(_store, "7", default);
        Assert.Equal(["shop", "vip"], Assert.Single(await _hub.AllAsync(CustomerDocuments.Type)).Profile.Tags);
    }

    private Task<ImportedCustomer> TellAsync(string[]? tags, int at) =>
        _hub.Do.StoreCustomers.RunAsync(_store, Registered("7", "a@example.com") with { Tags = tags }, Start.AddMinutes(at), default);

    private Task<Outcome<Customer>> MarkAsync(CustomerId customer, Func<IReadOnlyList<string>, IReadOnlyList<string>> change) =>
        _hub.Do.Change.ProfileAsync(customer, (profile, _) => profile with { Tags = change(profile.Tags) }, _ => true, Ann, default);

    private async Task<IReadOnlyList<string>> TagsAsync(CustomerId customer) => (await _hub.CustomerAsync(customer)).Profile.Tags;

    private static string[] Tags(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
