using Customers.Domain.Accounts;
using Customers.Domain.Claims;
using Customers.Domain.Contacts;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Jobs;
using Customers.Domain.Merging;
using Customers.Domain.Orders;
using Customers.Domain.Stores;
using Customers.Domain.Tests.Setup;
using static Customers.Domain.Tests.Setup.Sample;

namespace Customers.Domain.Tests.Merging;

/// <summary>Two customers with something of everything, one of which goes into the other, and what must be true once it has.</summary>
internal sealed class MergeScene
{
    private readonly Setup.Hub _hub;
    private readonly string _name;
    private readonly List<string> _owned = [];
    private Merge? _told;

    private MergeScene(Setup.Hub hub, string name) => (_hub, _name, Store) = (hub, name, Store($"sto_{name}"));

    public Store Store { get; }
    public Customer From { get; private set; } = null!;
    public Customer Into { get; private set; } = null!;
    public CustomerId Branch { get; private set; }
    public StoreCustomer Buyer => Registered("b" + _name, $"from{_name}@shop.example");

    public static async Task<MergeScene> SetAsync(Setup.Hub hub, string name)
    {
        var scene = new MergeScene(hub, name);
        await hub.Do.ImportAsync(scene.Store, Version("1", 1, scene.Buyer, billed: 10_000, paid: 4_000));
        await hub.Do.ImportAsync(scene.Store, Version("2", 1, scene.Buyer, billed: 700, currency: "USD"));
        await hub.Do.ImportAsync(scene.Store, Version("3", 1, scene.Buyer, billed: 900) with { PlacedAt = Start.AddDays(-9) });
        await hub.Do.Deletions.RunAsync(scene.Store, "3", Start.AddMinutes(2), default);
        await hub.Do.ImportAsync(scene.Store, Version("4", 1, Guest($"into{name}@shop.example"), billed: 5_000, paid: 6_000));
        var (from, into) = ((await hub.OrderAsync(scene.Store, "1"))!.CustomerId, (await hub.OrderAsync(scene.Store, "4"))!.CustomerId);
        foreach (var customer in new[] { from, into })
        {
            await hub.Do.Contacts.CreateAsync(customer, new ContactDetails { LastName = "Contact" + name }, primary: true, Ann, default);
            await hub.Do.Notes.RunAsync(customer, "A note", Ann, default);
        }

        await hub.Do.Addresses.CreateAsync(from, null, new() { City = "Bern" }, billing: true, shipping: true, Ann, default);
        scene.Branch = (await hub.Do.Create().RunAsync(Profile("Branch " + name) with { ParentId = from }, null, Ann, default)).Value.Id;
        (scene.From, scene.Into) = (await hub.CustomerAsync(from), await hub.CustomerAsync(into));
        foreach (var customer in new[] { from, into }) scene._owned.AddRange((await scene.OwnedAsync(customer)).Select(d => d.Key.Id));
        return scene;
    }

    public async Task StartAsync(UseCases over) => Assert.Null((await over.StartMerge.RunAsync(From.Id, Into.Id, Ann, default)).Refusal);

    /// <summary>Handles the merge as its message asks for it, again and again.</summary>
    public async Task HandleAsync(UseCases over)
    {
        _told = (await _hub.Do.Customers.FindAsync(Into.Id, default))?.Value.Merge ?? (await _hub.Do.Customers.FindAsync(From.Id, default))?.Value.Merge ?? _told;
        if (_told is not null) await over.Merge.RunAsync(_told, default);
    }

    public async Task AssertMergedAsync()
    {
        var (into, from) = (await _hub.CustomerAsync(Into.Id), await _hub.FindAsync(MergedCustomer.Type, From.Id.Value, From.Id.Value));
        Assert.Equal(Into.Id, from?.Into);
        Assert.Equal((From.Id, From.Ref, null), (Assert.Single(into.FormerIds), Assert.Single(into.FormerRefs), into.Merge));
        Assert.Equal(JobStatus.Succeeded, Assert.Single(await _hub.AllAsync(Job.Type, from!.JobId)).Status);
        AssertAccount(into);
        Assert.Equal((2, 1, 2, 4, 1), (into.Counts.Contacts, into.Counts.Addresses, into.Counts.Notes, into.Counts.Orders, into.Counts.Branches));
        Assert.Equal(Into.PrimaryContactId, into.PrimaryContactId);
        Assert.Equal((From.DefaultBillingId, 2), (into.DefaultBillingId, into.ContactTexts.Count));
        await AssertOwnedAsync(into);
        foreach (var claim in new[] { Claim.OfRef(From.Ref), Claim.OfRef(Into.Ref), Claim.OfStoreCustomer(Store.Id, Buyer.ExternalId!), Claim.OfEmail(Buyer.Email!) })
            Assert.Equal(Into.Id, (await _hub.FindAsync(Claim.Type, claim, claim))?.CustomerId);
        foreach (var order in new[] { "1", "2", "3", "4" }) Assert.Equal(Into.Id, (await _hub.ClaimAsync(Store, order))?.CustomerId);
        Assert.Equal((Into.Id, 1), ((await _hub.CustomerAsync(Branch)).Profile.ParentId!.Value, (await _hub.AllAsync(BranchLink.Type, Into.Id.Value)).Count));
        Assert.Equal(10_000 - 4_000 + 5_000 - 6_000, into.Account.Owed(Eur).Minor);
    }

    private void AssertAccount(Customer into)
    {
        foreach (var balance in into.Account.Balances)
        {
            var currency = Domain.Amounts.Currency.Parse(balance.Currency);
            Assert.Equal(From.Account.BalanceIn(currency) + Into.Account.BalanceIn(currency), balance);
            Assert.Equal(From.Account.AmountDue(balance.Currency) + Into.Account.AmountDue(balance.Currency), into.Account.AmountDue(balance.Currency));
        }

        Assert.Equal(From.Account.Due.Concat(Into.Account.Due).Select(due => (due.DueDate, due.Currency)).Distinct().Order(), into.Account.Due.Select(due => (due.DueDate, due.Currency)));
    }

    private async Task AssertOwnedAsync(Customer into)
    {
        Assert.Equal([MergedCustomer.Type.Name], (await OwnedAsync(From.Id)).Select(d => d.Type));
        var owned = (await OwnedAsync(Into.Id)).ToList();
        // The customer itself went, and its link to the branch; two entries of history tell of the merge.
        Assert.Equal(_owned.Where(id => id != From.Id.Value).Distinct().Order(StringComparer.Ordinal), owned.Select(d => d.Key.Id).Intersect(_owned).Order(StringComparer.Ordinal));
        Assert.Equal(2, owned.Select(d => d.Key.Id).Except(_owned).Count());
        var postings = await _hub.AllAsync(Posting.Type, Into.Id.Value);
        foreach (var day in postings.Where(p => p.Kind == PostingKind.Invoice && !p.Open.IsZero).GroupBy(p => (p.DueDate, p.Total.Currency.Code)))
            Assert.Equal(day.Sum(p => p.Open.Minor), into.Account.Due.Single(due => (due.DueDate, due.Currency) == day.Key).Amount);
        var listed = await _hub.Documents.QueryAsync(Order.Type, new Query(Order.Type, 1000) { SortBy = "createdAt", Where = [new Condition.Equal("storeId", Store.Id)] }, default);
        Assert.Equal(["1", "2", "3", "4"], listed.Items.Select(order => order.Value.FromStore.ExternalId).Order(StringComparer.Ordinal));
        Assert.All(listed.Items, order => Assert.Equal(Into.Id, order.Value.CustomerId));
    }

    private async Task<IEnumerable<StoredDocument>> OwnedAsync(CustomerId customer)
    {
        var all = new List<StoredDocument>();
        foreach (var type in Setup.Hub.AllTypes.Where(type => type.Container == Containers.Customers))
            all.AddRange((await _hub.Documents.QueryAsync(new Query(type, 1000) { Partition = customer.Value }, default)).Items);
        return all;
    }
}
