using Customers.Domain.Accounts;
using Customers.Domain.Claims;
using Customers.Domain.Contacts;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Merging;
using Customers.Domain.Outcomes;
using Customers.Domain.Redaction;
using Customers.Domain.Stores;
using Customers.Domain.Tests.Setup;
using static Customers.Domain.Tests.Setup.Sample;

namespace Customers.Domain.Tests.Merging;

public sealed class MergeTests : IDisposable
{
    private readonly Setup.Hub _hub = new();

    public void Dispose() => _hub.Dispose();

    [Theory]
    [InlineData("b into a")]
    [InlineData("b into c")]
    public async Task Of_two_merges_that_want_one_customer_one_is_refused_at_whatever_step_they_meet(string other)
    {
        foreach (var turned in new[] { false, true })
            for (var (number, more) = (1, true); more; number++)
            {
                var (at, customers) = (number, new List<CustomerId>());
                for (var i = 0; i < 3; i++) customers.Add(await CreateAsync());
                if (turned) customers.Reverse();
                var (a, b, c) = (customers[0], customers[1], customers[2]);
                Refusal? second = null;
                var store = new FaultyStore(_hub.Documents) { Before = async (commit, _) => second = commit == at ? (await StartAsync(_hub.Do, b, other == "b into a" ? a : c)).Refusal : second };
                var first = (await StartAsync(_hub.Over(store), a, b)).Refusal;
                more = store.Commits >= at;
                if (!more) second = (await StartAsync(_hub.Do, b, other == "b into a" ? a : c)).Refusal;

                Assert.Equal("customer-merging", Assert.Single(new[] { first, second }.OfType<Refusal>()).Code);
                await HandleAsync();
                Assert.DoesNotContain(await _hub.AllAsync(CustomerDocuments.Type), customer => customer.Merge is not null);
                Assert.Single(await Task.WhenAll(customers.Select(id => _hub.FindAsync(MergedCustomer.Type, id.Value, id.Value))), mark => mark is not null);
            }
    }

    [Fact]
    public async Task A_customer_that_goes_into_another_is_closed_to_every_write()
    {
        var (from, into) = (await CreateAsync(), await CreateAsync());
        Assert.Null((await StartAsync(_hub.Do, from, into)).Refusal);

        var redactions = new RedactionJobs(_hub.Documents, _hub.Do.Customers, _hub.Do.Ids, _hub.Clock);
        Refusal?[] refused =
        [
            (await _hub.Do.Change.ProfileAsync(from, (profile, _) => profile with { Name = "New" }, _ => true, Ann, default)).Refusal,
            (await _hub.Do.Hold.HoldAsync(from, "why", _ => true, Ann, default)).Refusal,
            (await _hub.Do.Notes.RunAsync(from, "note", Ann, default)).Refusal,
            (await _hub.Do.Contacts.CreateAsync(from, new ContactDetails { LastName = "L" }, primary: false, Ann, default)).Refusal,
            (await _hub.Do.Delete.RunAsync(from, _ => true, Ann, default)).Refusal,
            (await redactions.StartAsync(from.Value, Ann, default)).Refusal,
            (await _hub.Do.Create().RunAsync(Profile() with { ParentId = from }, null, Ann, default)).Refusal,
            (await StartAsync(_hub.Do, into, from)).Refusal,
            (await _hub.Do.Delete.RunAsync(into, _ => true, Ann, default)).Refusal,
            (await redactions.StartAsync(into.Value, Ann, default)).Refusal,
            (await _hub.Do.Change.ProfileAsync(into, (profile, _) => profile with { ParentId = from }, _ => true, Ann, default)).Refusal,
        ];
        Assert.All(refused, refusal => Assert.Equal("customer-merging", refusal?.Code));
        await Assert.ThrowsAsync<CustomerMergingException>(() => _hub.Do.Redact.RunAsync(into, Ann, default));
        Assert.Null((await _hub.Do.Change.ProfileAsync(into, (profile, _) => profile with { Name = "New" }, _ => true, Ann, default)).Refusal);
    }

    [Fact]
    public async Task What_arrives_can_be_changed_once_the_sums_are_taken_over()
    {
        var (from, into) = (await CreateAsync(), await CreateAsync());
        var contact = (await _hub.Do.Contacts.CreateAsync(from, new ContactDetails { LastName = "L" }, primary: true, Ann, default)).Value.Contact.Id;
        await StartAsync(_hub.Do, from, into);
        List<string?> answers = [];
        var store = new FaultyStore(_hub.Documents)
        {
            Before = async (_, commit) =>
            {
                // Once is enough: who changes the customer before each commit keeps every one of them from being written.
                if (answers is [.., null] || commit.Partition != into.Value || await _hub.FindAsync(Contact.Type, into.Value, contact) is null) return;
                answers.Add((await _hub.Do.Contacts.ChangeAsync(into, contact, details => details with { Title = $"{answers.Count}" }, null, _ => true, Ann, default)).Refusal?.Code);
            },
        };
        await HandleAsync(store);
        Assert.Equal("customer-merging", answers[0]);
        Assert.Null(answers[^1]);
        Assert.Null((await _hub.Do.Contacts.DeleteAsync(into, contact, _ => true, Ann, default)).Refusal);
        Assert.Equal(0, (await _hub.CustomerAsync(into)).Counts.Contacts);
    }

    [Fact]
    public async Task Buyers_of_the_old_customer_are_led_on_from_merge_to_merge_also_by_claims_that_came_late()
    {
        var (store, ids) = (Store(), new List<CustomerId>());
        foreach (var number in new[] { "1", "2", "3" })
        {
            await _hub.Do.ImportAsync(store, Version(number, 1, Registered(number, $"{number}@x.example"), billed: 100));
            ids.Add((await _hub.OrderAsync(store, number))!.CustomerId);
        }

        await MergeAsync(ids[0], ids[1]);
        await MergeAsync(ids[1], ids[2]);
        foreach (var late in new[] { Claim.OfStoreCustomer(store.Id, "1"), Claim.OfEmail("1@x.example") })
            await _hub.Documents.ChangeAsync(Claim.Type, late, late, claim => claim! with { CustomerId = ids[0] }, default);
        var order = Claim.OfStoreOrder(store.Id, "1");
        await _hub.Documents.ChangeAsync(OrderClaim.Type, order, order, claim => claim! with { CustomerId = ids[0] }, default);

        await _hub.Do.ImportAsync(store, Version("4", 1, Registered("1", "1@x.example"), billed: 10));
        await _hub.Do.ImportAsync(store, Version("1", 2, Guest("1@x.example"), billed: 90));
        await _hub.Do.StoreCustomers.RunAsync(store, Registered("1", "1@x.example"), Start, default);
        Assert.Equal(300, Assert.Single(await _hub.AllAsync(CustomerDocuments.Type)).Account.Owed(Eur).Minor);
        Assert.Equal([ids[1], ids[0]], (await _hub.CustomerAsync(ids[2])).FormerIds);
        Assert.Equal("reference-taken", (await _hub.Do.Create().RunAsync(Profile(), (await _hub.CustomerAsync(ids[2])).FormerRefs[1], Ann, default)).Refusal?.Code);
    }

    [Fact]
    public async Task No_email_leads_to_a_B2B_customer_but_orders_that_came_along_stay()
    {
        var (store, into) = (Store(), await CreateAsync());
        await _hub.Do.ImportAsync(store, Version("1", 1, Guest("g@x.example"), billed: 100));
        await MergeAsync((await _hub.OrderAsync(store, "1"))!.CustomerId, into);
        await _hub.Do.Change.ProfileAsync(into, (profile, _) => profile with { Name = "New" }, _ => true, Ann, default);

        await _hub.Do.ImportAsync(store, Version("1", 2, Guest("g@x.example"), billed: 120));
        await _hub.Do.ImportAsync(store, Version("2", 2, Guest("g@x.example"), billed: 7));
        Assert.Equal((into, 120), ((await _hub.OrderAsync(store, "1"))!.CustomerId, (await _hub.CustomerAsync(into)).Account.Owed(Eur).Minor));
        Assert.NotEqual(into, (await _hub.OrderAsync(store, "2"))!.CustomerId);
    }

    [Fact]
    public async Task Guests_who_share_a_customer_go_on_sharing_it()
    {
        var (shared, into) = (await CreateAsync(), await CreateAsync());
        var store = Store() with { GuestPolicy = GuestPolicy.OneCustomer, Defaults = new() { CustomerId = shared } };
        await _hub.Do.ImportAsync(store, Version("1", 1, Guest("g@x.example"), billed: 100));
        await MergeAsync(shared, into);
        await _hub.Do.ImportAsync(store, Version("1", 2, Guest("g@x.example"), billed: 120));
        await _hub.Do.ImportAsync(store, Version("2", 1, Guest("h@x.example"), billed: 30));
        Assert.Equal((150, "ABC Clothing"), ((await _hub.CustomerAsync(into)).Account.Owed(Eur).Minor, (await _hub.CustomerAsync(into)).Profile.Name));
    }

    [Fact]
    public async Task Numbers_that_no_settings_make_stay_unique_at_the_customer_that_remains()
    {
        var (from, into) = (await CreateAsync(), await CreateAsync());
        var books = new Bookkeeping(_hub.Do, _hub.Documents, new(), _hub.Do.Ids, _hub.Clock);
        foreach (var customer in new[] { from, from, into }) await PostAsync(customer);
        await MergeAsync(from, into);
        for (var i = 0; i < 3; i++) await PostAsync(into);
        var numbers = (await _hub.AllAsync(Posting.Type, into.Value)).Where(p => p.Kind is PostingKind.Adjustment or PostingKind.Refund).Select(p => p.Number).ToList();
        Assert.Equal(12, numbers.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(12, numbers.Count);

        async Task PostAsync(CustomerId customer)
        {
            Assert.Null((await books.Adjustments.RunAsync(customer, Euros(500), "Opening balance", null, Ann, default)).Refusal);
            var payment = await books.Payments.RunAsync(customer, new(Euros(100), "bank", null, null, null, [], AutoAllocate: false, null), Ann, default);
            Assert.Null((await books.Refunds.RunAsync(customer, new(Euros(100), PostingKind.Payment, payment.Value.Id, "bank", null, null, null), Ann, default)).Refusal);
        }
    }

    [Theory]
    [InlineData(HoldMode.Automatic, HoldMode.Manual)]
    [InlineData(HoldMode.Manual, HoldMode.Manual)]
    [InlineData(HoldMode.Exempt, HoldMode.Exempt)]
    public async Task A_hold_by_hand_carries_over_unless_people_decided_otherwise(HoldMode before, HoldMode after)
    {
        var (from, into) = (await CreateAsync(), await CreateAsync());
        await _hub.Do.Hold.HoldAsync(from, "theirs", _ => true, Ann, default);
        if (before == HoldMode.Manual) await _hub.Do.Hold.HoldAsync(into, "own", _ => true, Ann, default);
        if (before == HoldMode.Exempt) await _hub.Do.Hold.ExemptAsync(into, _ => true, Ann, default);
        await MergeAsync(from, into);
        var hold = (await _hub.CustomerAsync(into)).Account.Hold;
        Assert.Equal((after, before == HoldMode.Manual ? "own" : before == HoldMode.Exempt ? null : "theirs"), (hold.Mode, hold.Reason));
    }

    public static TheoryData<string, string> Forbidden => new()
    {
        { "itself", "validation-failed" }, { "unknown", "validation-failed" }, { "other currency", "currency-mismatch" }, { "redacted", "customer-redacted" },
        { "too many tags", "merge-too-large" }, { "branch with branches", "branch-with-branches" }, { "merged elsewhere", "customer-merged" },
    };

    [Theory]
    [MemberData(nameof(Forbidden))]
    public async Task What_cannot_be_merged_is_refused_and_stays_open(string what, string code)
    {
        var into = await CreateAsync(Profile() with { Tags = [.. Enumerable.Range(0, 40).Select(i => $"a{i}")] });
        var from = what switch
        {
            "itself" => into,
            "unknown" => CustomerId.New(_hub.Do.Ids),
            "other currency" => await CreateAsync(new() { Name = "X", Currency = Domain.Amounts.Currency.Parse("USD") }),
            "too many tags" => await CreateAsync(Profile() with { Tags = [.. Enumerable.Range(0, 40).Select(i => $"b{i}")] }),
            _ => await CreateAsync(),
        };
        if (what == "redacted") await _hub.Do.Redact.RunAsync(from, Ann, default);
        if (what == "branch with branches") await _hub.Do.Change.ProfileAsync(into, (profile, _) => profile with { ParentId = from }, _ => true, Ann, default);
        if (what == "merged elsewhere") await MergeAsync(from, await CreateAsync());
        Assert.Equal(code, (await StartAsync(_hub.Do, from, into)).Refusal?.Code);
        Assert.Null((await _hub.CustomerAsync(into)).Merge);
    }

    [Fact]
    public async Task A_repeat_gets_the_same_job_while_it_runs_and_ever_after()
    {
        var (from, into) = (await CreateAsync(), await CreateAsync());
        var job = (await StartAsync(_hub.Do, from, into)).Value.Id;
        Assert.Equal(job, (await StartAsync(_hub.Do, from, into)).Value.Id);
        await HandleAsync();
        Assert.Equal(job, (await StartAsync(_hub.Do, from, into)).Value.Id);
    }

    private async Task<CustomerId> CreateAsync(CustomerProfile? profile = null) => (await _hub.Do.Create().RunAsync(profile ?? Profile(), null, Ann, default)).Value.Id;

    private static Task<Outcome<Jobs.Job>> StartAsync(UseCases over, CustomerId from, CustomerId into) => over.StartMerge.RunAsync(from, into, Ann, default);

    private async Task MergeAsync(CustomerId from, CustomerId into)
    {
        Assert.Null((await StartAsync(_hub.Do, from, into)).Refusal);
        await HandleAsync();
    }

    private async Task HandleAsync(IDocumentStore? over = null)
    {
        foreach (var message in await _hub.Queue.ReceiveAsync(Queues.QueueNames.Merges, 32, TimeSpan.FromMinutes(1), default))
        {
            await (over is null ? _hub.Do : _hub.Over(over)).Merge.RunAsync(Merge.Parse(message.Body), default);
            await _hub.Queue.CompleteAsync(message, default);
        }
    }
}
