using Customers.Domain.Accounts;
using Customers.Domain.Amounts;
using Customers.Domain.Claims;
using Customers.Domain.Credit;
using Customers.Domain.Customers;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;
using Customers.Domain.Settings;
using Customers.Domain.Stores;
using Customers.Domain.Tests.Setup;
using static Customers.Domain.Tests.Setup.Sample;

namespace Customers.Domain.Tests.Customers;

public sealed class CustomerUseCaseTests : IDisposable
{
    private readonly Hub _hub = new();

    public void Dispose() => _hub.Dispose();

    [Fact]
    public async Task Of_fifty_creations_at_once_with_one_reference_exactly_one_succeeds()
    {
        var made = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => CreateAsync(reference: i % 2 == 0 ? "Acme" : "ACME"))));

        Assert.Single(made, outcome => outcome.Refusal is null);
        Assert.All(made.Where(outcome => outcome.Refusal is not null), outcome => Assert.Equal("reference-taken", outcome.Refusal!.Code));
        Assert.Single(await _hub.AllAsync(CustomerDocuments.Type));
    }

    [Fact]
    public async Task Numbers_given_out_at_once_by_two_processes_are_unique_and_pass_over_taken_ones()
    {
        await CreateAsync(reference: "cu1003");
        var other = _hub.Over(_hub.Documents);
        var made = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(() => (i % 2 == 0 ? _hub.Do : other).Create().RunAsync(Profile(), null, Ann, default))));

        Assert.Equal(60, made.Select(outcome => outcome.Value.Ref).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.DoesNotContain("CU1003", made.Select(outcome => outcome.Value.Ref));
    }

    [Fact]
    public async Task Creating_again_with_the_same_ids_finds_the_first()
    {
        var first = await CreateAsync(Profile() with { Channel = Channel.D2c, Email = "a@x.org" }, ids: Seeded());
        var again = await CreateAsync(Profile() with { Channel = Channel.D2c, Email = "a@x.org" }, ids: Seeded());

        Assert.Equal((first.Value.Id, first.Value.Ref), (again.Value.Id, again.Value.Ref));
        Assert.Single(await _hub.AllAsync(CustomerDocuments.Type));
        Assert.Single(await _hub.AllAsync(HistoryEntry.Type, first.Value.Id.Value));
    }

    [Theory]
    [InlineData("", "ref")]
    [InlineData(" a", "ref")]
    [InlineData("a\u0007", "ref")]
    [InlineData("123456789012345678901234567890123456789012345678901", "ref")]
    public async Task A_bad_reference_is_refused(string reference, string field) =>
        Assert.Contains(field, (await CreateAsync(reference: reference)).Refusal!.Faults!.Keys);

    [Fact]
    public async Task Without_automatic_numbers_a_reference_must_be_given()
    {
        await _hub.Do.SetAsync(hub => hub with { Numbering = new Dictionary<NumberedKind, Numbering> { [NumberedKind.Customer] = new(Auto: false, "CU") } });
        Assert.Equal("validation-failed", (await CreateAsync()).Refusal!.Code);
    }

    [Fact]
    public async Task A_deleted_customers_reference_and_email_are_free_again()
    {
        var profile = Profile() with { Channel = Channel.D2c, Email = "a@x.org" };
        var first = (await CreateAsync(profile, "Acme")).Value;
        Assert.Null((await _hub.Do.Delete.RunAsync(first.Id, _ => true, Ann, default)).Refusal);

        Assert.Equal(Refusal.NotFound, (await _hub.Do.Delete.RunAsync(first.Id, _ => true, Ann, default)).Refusal);
        var second = (await CreateAsync(profile, "acme")).Value;
        Assert.Equal(second.Id, (await LedToAsync("a@x.org"))!.Value);
        Assert.Equal(["created", "deleted"], (await _hub.AllAsync(HistoryEntry.Type, first.Id.Value)).Select(entry => entry.Action).Order());
    }

    [Fact]
    public async Task A_reference_whose_creation_broke_off_is_free_after_the_patience_of_its_claim()
    {
        await _hub.Do.References.ClaimAsync("Acme", CustomerId.New(_hub.Do.Ids), default);
        Assert.Equal("reference-taken", (await CreateAsync(reference: "Acme")).Refusal!.Code);
        _hub.Clock.Advance(Claim.Patience);
        Assert.Null((await CreateAsync(reference: "Acme")).Refusal);
    }

    [Fact]
    public async Task A_customer_with_documents_stays()
    {
        await _hub.Do.ImportAsync(Store(), Version("1", 0, Guest("g@x.org")));
        var customer = Assert.Single(await _hub.AllAsync(CustomerDocuments.Type));
        Assert.Equal("customer-has-documents", (await _hub.Do.Delete.RunAsync(customer.Id, _ => true, Ann, default)).Refusal!.Code);
        Assert.Equal("version-mismatch", (await _hub.Do.Delete.RunAsync(customer.Id, _ => false, Ann, default)).Refusal!.Code);
    }

    [Fact]
    public async Task Email_claims_follow_changes()
    {
        await _hub.Do.ImportAsync(Store(), Version("1", 0, Registered("7", "second@x.org")));
        await _hub.Do.ImportAsync(Store(), Version("2", 1, Registered("7", "first@x.org")));
        var id = Assert.Single(await _hub.AllAsync(CustomerDocuments.Type)).Id;

        await ChangeAsync(id, p => p with { Name = "Only the name" });
        Assert.Equal([id, id], new[] { await LedToAsync("first@x.org"), await LedToAsync("second@x.org") }.OfType<CustomerId>());

        await ChangeAsync(id, p => p with { Email = "third@x.org" });
        Assert.Equal([null, id, id], new[] { await LedToAsync("first@x.org"), await LedToAsync("second@x.org"), await LedToAsync("third@x.org") });

        await ChangeAsync(id, p => p with { Channel = Channel.B2b });
        Assert.Equal([null, null], new[] { await LedToAsync("second@x.org"), await LedToAsync("third@x.org") });

        await ChangeAsync(id, p => p with { Channel = Channel.D2c });
        Assert.Equal(id, await LedToAsync("third@x.org"));
    }

    [Fact]
    public async Task An_email_that_leads_elsewhere_is_left_there()
    {
        var first = (await CreateAsync(Profile() with { Channel = Channel.D2c, Email = "a@x.org" })).Value;
        var second = (await CreateAsync(Profile() with { Channel = Channel.D2c, Email = "b@x.org" })).Value;
        await ChangeAsync(second.Id, p => p with { Email = "a@x.org" });

        Assert.Equal([first.Id, null], new[] { await LedToAsync("a@x.org"), await LedToAsync("b@x.org") });
        Assert.Empty((await _hub.CustomerAsync(second.Id)).EmailClaims);
    }

    [Fact]
    public async Task What_changes_nothing_is_not_in_the_history()
    {
        await _hub.Do.SetAsync(hub => hub with { CreditControl = new() { Strategy = CreditStrategy.CreditLimit, Revision = 5 } });
        var id = (await CreateAsync()).Value.Id;
        await _hub.Do.SetAsync(hub => hub with { CreditControl = new() { Strategy = CreditStrategy.CreditLimit, Revision = 6 } });

        await ChangeAsync(id, p => p with { Name = p.Name });
        await _hub.Do.Hold.HoldAsync(id, "words", _ => true, Ann, default);
        await _hub.Do.Hold.HoldAsync(id, "words", _ => true, Ann, default);

        Assert.Equal(["created", "held"], (await _hub.AllAsync(HistoryEntry.Type, id.Value)).Select(entry => entry.Action));
    }

    [Fact]
    public async Task A_lower_limit_holds_at_once_and_only_a_person_lifts_a_manual_hold()
    {
        await _hub.Do.SetAsync(hub => hub with { CreditControl = new() { Strategy = CreditStrategy.CreditLimit } });
        await _hub.Do.ImportAsync(Store(), Version("1", 0, Guest("g@x.org")));
        var id = Assert.Single(await _hub.AllAsync(CustomerDocuments.Type)).Id;

        var held = await ChangeAsync(id, p => p with { CreditLimit = Euros(9_999) });
        Assert.Equal("credit-limit", held.Value.Account.Hold.Reason);
        _hub.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(held.Value.Account.Hold, (await _hub.Do.Hold.ReleaseAsync(id, _ => true, Ann, default)).Value.Account.Hold);
        await _hub.Do.Hold.HoldAsync(id, "words", _ => true, Ann, default);
        Assert.Equal("words", (await ChangeAsync(id, p => p with { CreditLimit = null })).Value.Account.Hold.Reason);
        Assert.Equal(Hold.None, (await _hub.Do.Hold.ReleaseAsync(id, _ => true, Ann, default)).Value.Account.Hold);
        Assert.Equal(Hold.Exempt, (await _hub.Do.Hold.ExemptAsync(id, _ => true, Ann, default)).Value.Account.Hold);
    }

    [Fact]
    public async Task A_change_is_refused_with_its_reason()
    {
        var id = (await CreateAsync()).Value.Id;
        Assert.Equal("currency-is-fixed", (await ChangeAsync(id, p => p with { Currency = Currency.Parse("USD") })).Refusal!.Code);
        Assert.Equal("validation-failed", (await ChangeAsync(id, p => p with { Name = " " })).Refusal!.Code);
        Assert.Equal(Refusal.Stale, (await _hub.Do.Change.ProfileAsync(id, (p, _) => p, _ => false, Ann, default)).Refusal);
        Assert.Equal(Refusal.NotFound, (await ChangeAsync(CustomerId.New(_hub.Do.Ids), p => p)).Refusal);
    }

    [Fact]
    public async Task A_field_set_by_a_person_is_never_overwritten_by_a_store()
    {
        await _hub.Do.ImportAsync(Store(), Version("1", 0, Registered("7", "a@x.org")));
        var id = Assert.Single(await _hub.AllAsync(CustomerDocuments.Type)).Id;
        await ChangeAsync(id, p => p with { Name = "As Ann writes it" });
        await _hub.Do.ImportAsync(Store(), Version("2", 1, Registered("7", "a@x.org") with { FirstName = "Other", Phone = "030" }));

        var customer = await _hub.CustomerAsync(id);
        Assert.Equal(("As Ann writes it", "030"), (customer.Profile.Name, customer.Profile.Phone));
    }

    [Fact]
    public async Task Guests_who_share_a_customer_change_nothing_about_it()
    {
        var shared = (await CreateAsync(Profile("Walk-in") with { Channel = Channel.D2c })).Value;
        var store = Store() with { GuestPolicy = GuestPolicy.OneCustomer, Defaults = new() { CustomerId = shared.Id } };
        await _hub.Do.ImportAsync(store, Version("1", 0, Guest("g@x.org")));

        var after = await _hub.CustomerAsync(shared.Id);
        Assert.Equal((null, 10_000L, 0), (after.Profile.Email, after.Account.Owed(Eur).Minor, after.EmailClaims.Count));
        Assert.Null(await LedToAsync("g@x.org"));
    }

    private SeededIds Seeded() => new(Start, new byte[SeededIds.SeedLength]);

    private Task<Outcome<Customer>> CreateAsync(CustomerProfile? profile = null, string? reference = null, IIdSource? ids = null) =>
        _hub.Do.Create(ids).RunAsync(profile ?? Profile(), reference, Ann, default);

    private Task<Outcome<Customer>> ChangeAsync(CustomerId id, Func<CustomerProfile, CustomerProfile> change) =>
        _hub.Do.Change.ProfileAsync(id, (profile, _) => change(profile), _ => true, Ann, default);

    private async Task<CustomerId?> LedToAsync(string email) => (await _hub.FindAsync(Claim.Type, Claim.OfEmail(email), Claim.OfEmail(email)))?.CustomerId;
}
