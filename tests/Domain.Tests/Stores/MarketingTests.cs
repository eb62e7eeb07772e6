using Customers.Domain.Customers;
using Customers.Domain.History;
using Customers.Domain.Redaction;
using Customers.Domain.Stores;
using Customers.Domain.Tests.Setup;
using static Customers.Domain.Customers.ConsentState;
using static Customers.Domain.Tests.Setup.Sample;

namespace Customers.Domain.Tests.Stores;

public sealed class MarketingTests : IDisposable
{
    private readonly Hub _hub = new();

    public void Dispose() => _hub.Dispose();

    [Theory]
    [InlineData(Subscribed, 1, Unsubscribed, 2, Unsubscribed, 2)]
    [InlineData(Unsubscribed, 1, Subscribed, 2, Subscribed, 2)]
    [InlineData(Subscribed, 2, Unsubscribed, 2, Unsubscribed, 2)]
    [InlineData(Subscribed, 2, Pending, 2, Pending, 2)]
    [InlineData(NotSubscribed, null, Subscribed, 1, Subscribed, 1)]
    [InlineData(NotSubscribed, null, Subscribed, null, NotSubscribed, null)]
    public void What_was_decided_later_holds_and_of_two_at_once_what_allows_less(ConsentState one, int? at, ConsentState other, int? otherAt, ConsentState holds, int? since)
    {
        var (first, second) = (Decided(one, at), Decided(other, otherAt));
        Assert.Equal(Decided(holds, since), Domain.Customers.Consent.Later(first, second));
        Assert.Equal(Decided(holds, since), Domain.Customers.Consent.Later(second, first));
        Assert.Equal(new Marketing(first, second), Marketing.Later(new(Email: first), new(Sms: second)));
        Assert.Equal(new Marketing(first), Marketing.Later(null, new(first)));
    }

    [Fact]
    public async Task Whichever_store_tells_it_and_however_late_the_later_decision_holds()
    {
        await TellAsync(Store(), "7", Decided(Subscribed, 3), told: 9);
        await TellAsync(Store("sto_2"), "70", Decided(Unsubscribed, 4), told: 1);
        await TellAsync(Store(), "7", Decided(Subscribed, 3), told: 10);
        await TellAsync(Store(), "7", null, told: 11);
        await _hub.Do.ImportAsync(Store(), Version("1", 0, Buyer("7", Decided(Unsubscribed, 2))));

        var customer = await CustomerAsync();
        Assert.Equal(new Marketing(Decided(Unsubscribed, 4)), customer.Marketing);
        var changes = (await _hub.AllAsync(HistoryEntry.Type, customer.Id.Value)).SelectMany(entry => entry.Changes).Where(change => change.Field.StartsWith("marketing.", StringComparison.Ordinal));
        Assert.Equal(["marketing.email.since", "marketing.email.state"], changes.Select(change => change.Field).Order());
    }

    [Fact]
    public async Task A_version_of_an_order_that_is_old_or_known_tells_of_a_consent_all_the_same()
    {
        await _hub.Do.ImportAsync(Store(), Version("1", 5, Buyer("7", null)));
        await _hub.Do.ImportAsync(Store(), Version("1", 4, Buyer("7", Decided(Subscribed, 1))));
        Assert.Equal(Subscribed, (await CustomerAsync()).Marketing!.Email!.State);
        await _hub.Do.ImportAsync(Store(), Version("1", 5, Buyer("7", Decided(Unsubscribed, 2))));
        Assert.Equal(Unsubscribed, (await CustomerAsync()).Marketing!.Email!.State);
    }

    [Fact]
    public async Task A_redacted_person_has_none_and_gets_none()
    {
        await TellAsync(Store(), "7", Decided(Subscribed, 3), told: 9);
        var customer = (await CustomerAsync()).Id;
        await _hub.Do.Redact.RunAsync(customer, Ann, default);
        await TellAsync(Store(), "7", Decided(Unsubscribed, 4), told: 10);
        await _hub.Do.ImportAsync(Store(), Version("1", 11, Buyer("7", Decided(Unsubscribed, 5))));

        Assert.Null((await _hub.CustomerAsync(customer)).Marketing);
        Assert.DoesNotContain("ubscribed", string.Concat((await _hub.AllAsync(HistoryEntry.Type, customer.Value)).SelectMany(entry => entry.Changes)), StringComparison.Ordinal);
    }

    private Task<ImportedCustomer> TellAsync(Store store, string id, Consent? email, int told) => _hub.Do.StoreCustomers.RunAsync(store, Buyer(id, email), Start.AddMinutes(told), default);

    private async Task<Customer> CustomerAsync() => Assert.Single(await _hub.AllAsync(CustomerDocuments.Type));

    private static StoreCustomer Buyer(string id, Consent? email) => Registered(id, "a@example.com") with { Marketing = email is null ? null : new(email) };

    private static Consent Decided(ConsentState state, int? since) => new(state, since is { } minutes ? Start.AddMinutes(minutes) : null);
}
