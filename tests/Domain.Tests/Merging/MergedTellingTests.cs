using Customers.Domain.Customers;
using Customers.Domain.Identity;
using Customers.Domain.Merging;
using Customers.Domain.Stores;
using Customers.Domain.Tests.Setup;
using static Customers.Domain.Tests.Setup.Sample;

namespace Customers.Domain.Tests.Merging;

/// <summary>What stores have told of two customers who turn out to be one.</summary>
public sealed class MergedTellingTests : IDisposable
{
    private static readonly Address Home = new() { Line1 = "Quay 1", City = "Cork" };

    private readonly Setup.Hub _hub = new();

    public void Dispose() => _hub.Dispose();

    [Fact]
    public async Task The_later_consent_holds_and_the_stores_tags_go_on_changing_as_those_of_their_links()
    {
        var from = await ToldAsync("7", ["vip", "fair"], ConsentState.Unsubscribed, decided: 5);
        var into = await ToldAsync("8", ["fair"], ConsentState.Subscribed, decided: 3);
        Assert.Null((await _hub.Do.StartMerge.RunAsync(from, into, Ann, default)).Refusal);
        await _hub.Do.Merge.RunAsync((await _hub.CustomerAsync(into)).Merge!, default);

        var merged = await _hub.CustomerAsync(into);
        Assert.Equal(new Marketing(new(ConsentState.Unsubscribed, Start.AddMinutes(5))), merged.Marketing);
        Assert.Equal(["fair", "vip"], merged.Profile.Tags.Order(StringComparer.Ordinal));
        Assert.Equal(["7", "8"], merged.ExternalIds.Select(link => link.ExternalId).Order(StringComparer.Ordinal));

        await ToldAsync("7", [], ConsentState.Subscribed, decided: 4);
        merged = await _hub.CustomerAsync(into);
        Assert.Equal("fair", Assert.Single(merged.Profile.Tags));
        Assert.Equal(ConsentState.Unsubscribed, merged.Marketing!.Email!.State);
        Assert.Single(merged.ToldAddresses);
    }

    private async Task<CustomerId> ToldAsync(string id, string[] tags, ConsentState state, int decided)
    {
        var who = Registered(id) with { Address = Home, Tags = tags, Marketing = new(new(state, Start.AddMinutes(decided))) };
        await _hub.Do.StoreCustomers.RunAsync(Store(), who, _hub.Clock.GetUtcNow(), default);
        _hub.Clock.Advance(TimeSpan.FromMinutes(1));
        return (await _hub.Do.Find.FindLinkedAsync(Store(), id, default))!.Value;
    }
}
