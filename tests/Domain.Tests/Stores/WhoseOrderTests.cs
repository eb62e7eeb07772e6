using Customers.Domain.Contacts;
using Customers.Domain.Customers;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;
using Customers.Domain.Stores;
using Customers.Domain.Tests.Setup;
using static Customers.Domain.Tests.Setup.Sample;

namespace Customers.Domain.Tests.Stores;

/// <summary>Which customer gets an order, where people have entered some already and stores brought others.</summary>
public sealed class WhoseOrderTests : IAsyncLifetime, IDisposable
{
    private const string New = "";
    private readonly Hub _hub = new();
    private readonly Store _store = Store() with { Defaults = new() { PaymentTerms = PaymentTerms.Prepaid, Tags = ["shop"], SalesReps = ["Eve"] } };
    private readonly Dictionary<string, CustomerId> _known = [];

    /// <summary>A person and a business that people entered, the business with a contact; a business that the store knows; the customer of all guests.</summary>
    public async Task InitializeAsync()
    {
        _known["person"] = await EnterAsync(Channel.D2c, "pat@example.com");
        _known["business"] = await EnterAsync(Channel.B2b, "office@abc.example");
        await _hub.Do.Contacts.CreateAsync(_known["business"], new ContactDetails { FirstName = "Ann", Email = "ann@abc.example" }, primary: true, Ann, default);
        await _hub.Do.StoreCustomers.RunAsync(_store, Registered("77", "buyer@xyz.example"), Start, default);
        _known["linked"] = (await _hub.Do.Find.FindLinkedAsync(_store, "77", default))!.Value;
        await ChangeAsync("linked", profile => profile with { Channel = Channel.B2b });
        await _hub.Do.ImportAsync(_store, Version("0", 1, Registered("77", "buyer@xyz.example")));
        _known["everybody"] = await EnterAsync(Channel.D2c, "till@abc.example");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _hub.Dispose();

    [Theory]
    [InlineData(null, "pat@example.com", "person")]
    [InlineData(null, " Pat@Example.COM", "person")]
    [InlineData("5", "pat@example.com", "person")]
    [InlineData(null, "office@abc.example", New)] // of businesses no email counts
    [InlineData("6", "office@abc.example", New)]
    [InlineData(null, "ann@abc.example", New)]
    [InlineData("77", "buyer@xyz.example", "linked")]
    [InlineData("77", "pat@example.com", "linked")]
    [InlineData("77", null, "linked")]
    [InlineData(null, "buyer@xyz.example", New)]
    [InlineData("78", "buyer@xyz.example", New)]
    [InlineData("5", null, New)]
    [InlineData(null, null, New)]
    public async Task An_order_is_its_buyers(string? id, string? email, string whose)
    {
        await _hub.Do.ImportAsync(_store, Version("1", 1, new() { ExternalId = id, Email = email?.Trim(), FirstName = "Some", LastName = "Body" }));

        await AssertOwnerAsync("1", whose);
    }

    [Theory]
    [InlineData(null, null, "everybody")]
    [InlineData(null, "new@example.com", "everybody")]
    [InlineData(null, "pat@example.com", "everybody")]
    [InlineData("5", "new@example.com", New)]
    [InlineData("5", "pat@example.com", "person")]
    [InlineData("77", null, "linked")]
    public async Task Where_guests_share_one_customer_only_accounts_have_their_own(string? id, string? email, string whose)
    {
        var store = _store with { GuestPolicy = GuestPolicy.OneCustomer, Defaults = new() { CustomerId = _known["everybody"] } };
        await _hub.Do.ImportAsync(store, Version("1", 1, new() { ExternalId = id, Email = email }));

        await AssertOwnerAsync("1", whose);
    }

    [Fact]
    public async Task Who_changes_the_email_at_the_store_is_known_by_both_and_takes_nobody_elses()
    {
        await TellAsync("5", "old@example.com", 1);
        await TellAsync("5", "new@example.com", 2);
        await TellAsync("5", "pat@example.com", 3);
        var five = (await _hub.Do.Find.FindLinkedAsync(_store, "5", default))!.Value;
        Assert.Equal("pat@example.com", (await _hub.CustomerAsync(five)).Profile.Email);

        foreach (var (order, email) in new[] { ("1", "old@example.com"), ("2", "new@example.com"), ("3", "pat@example.com") }) await _hub.Do.ImportAsync(_store, Version(order, 4, Guest(email)));
        Assert.Equal([five, five, _known["person"]], new[] { await OwnerAsync("1"), await OwnerAsync("2"), await OwnerAsync("3") });
    }

    [Fact]
    public async Task A_store_gives_its_defaults_to_whom_it_brings_and_nobody_else()
    {
        await _hub.Do.ImportAsync(_store, Version("1", 1, Guest("new@example.com")));
        await _hub.Do.ImportAsync(_store, Version("2", 1, Guest("pat@example.com")));
        await _hub.Do.ImportAsync(Store("sto_2") with { Defaults = new() { Tags = ["other"] } }, Version("3", 2, Guest("new@example.com")));

        var brought = (await _hub.CustomerAsync(await OwnerAsync("1"))).Profile;
        Assert.Equal((PaymentTerms.Prepaid, "shop", "Eve"), (brought.PaymentTerms, Assert.Single(brought.Tags), Assert.Single(brought.SalesReps)));
        Assert.Empty((await _hub.CustomerAsync(_known["person"])).Profile.Tags);
    }

    private async Task<CustomerId> EnterAsync(Channel channel, string email) =>
        (await _hub.Do.Create().RunAsync(Profile() with { Channel = channel, Email = email }, null, Ann, default)).Value.Id;

    private Task<Outcome<Customer>> ChangeAsync(string who, Func<CustomerProfile, CustomerProfile> change) =>
        _hub.Do.Change.ProfileAsync(_known[who], (profile, _) => change(profile), _ => true, Ann, default);

    private Task<ImportedCustomer> TellAsync(string id, string email, int at) => _hub.Do.StoreCustomers.RunAsync(_store, Registered(id, email), Start.AddMinutes(at), default);

    private async Task<CustomerId> OwnerAsync(string order) => (await _hub.OrderAsync(_store, order))!.CustomerId;

    private async Task AssertOwnerAsync(string order, string whose)
    {
        var owner = await OwnerAsync(order);
        Assert.Equal(whose, _known.SingleOrDefault(known => known.Value == owner).Key ?? New);
        Assert.Equal(whose == New ? 5 : 4, (await _hub.AllAsync(CustomerDocuments.Type)).Count);
    }
}
