using Customers.Domain.Addresses;
using Customers.Domain.Contacts;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Notes;
using Customers.Domain.Outcomes;
using Customers.Domain.Tests.Setup;
using static Customers.Domain.Tests.Setup.Sample;

namespace Customers.Domain.Tests.Customers;

/// <summary>What a customer owns comes and goes with it.</summary>
public sealed class PartTests : IDisposable
{
    private readonly Hub _hub = new();

    [Fact]
    public async Task A_contact_that_a_document_refers_to_stays()
    {
        var id = await CustomerAsync();
        var contact = (await AddContactAsync(id)).Value.Contact;
        await UseAsync(contact, 1);
        Assert.Equal("contact-in-use", (await _hub.Do.Contacts.DeleteAsync(id, contact.Id, _ => true, Ann, default)).Refusal!.Code);
        Assert.Equal(1, (await _hub.CustomerAsync(id)).Counts.Contacts);

        await UseAsync(contact, 0);
        Assert.Null((await _hub.Do.Contacts.DeleteAsync(id, contact.Id, _ => true, Ann, default)).Refusal);
        Assert.Empty(await _hub.AllAsync(Contact.Type, id.Value));
    }

    [Fact]
    public async Task A_customer_has_at_most_500_contacts()
    {
        var id = await CustomerAsync();
        var stored = (await _hub.Do.Customers.FindAsync(id, default))!;
        await _hub.Do.Customers.CommitAsync(stored, stored.Value with { Counts = new() { Contacts = ContactRules.MostOfCustomer - 1 } }, [], default);
        Assert.Null((await AddContactAsync(id)).Refusal);
        Assert.Equal((RefusalKind.Unprocessable, "too-many-contacts"), (await AddContactAsync(id)).Refusal is { } refusal ? (refusal.Kind, refusal.Code) : default);
    }

    [Fact]
    public async Task Adding_again_with_the_same_ids_finds_the_first()
    {
        var id = await CustomerAsync();
        for (var i = 0; i < 2; i++)
        {
            await new ChangeContact(_hub.Do.Parts, Seeded(1), _hub.Clock).CreateAsync(id, new() { FirstName = "Ann" }, false, Ann, default);
            await new ChangeAddress(_hub.Do.Parts, _hub.Documents, Seeded(2), _hub.Clock).CreateAsync(id, null, new() { City = "Bern" }, false, false, Ann, default);
            await new AddNote(_hub.Do.Parts, Seeded(3), _hub.Clock).RunAsync(id, "Called.", Ann, default);
        }
        var counts = (await _hub.CustomerAsync(id)).Counts;
        Assert.Equal((1, 1, 1), (counts.Contacts, counts.Addresses, counts.Notes));
        Assert.Equal(4, (await _hub.AllAsync(HistoryEntry.Type, id.Value)).Count);
    }

    [Fact]
    public async Task A_contact_added_while_its_customer_is_deleted_is_refused()
    {
        var id = await CustomerAsync();
        var store = new FaultyStore(_hub.Documents) { Before = (number, _) => number == 1 ? DeleteAsync(id) : Task.CompletedTask };
        Assert.Equal(Refusal.NotFound, (await _hub.Over(store).Contacts.CreateAsync(id, new() { FirstName = "Late" }, true, Ann, default)).Refusal);
        Assert.Empty(await _hub.AllAsync(Contact.Type, id.Value));
    }

    [Fact]
    public async Task A_customer_deleted_while_a_contact_is_added_takes_it_along()
    {
        var id = await CustomerAsync();
        var store = new FaultyStore(_hub.Documents) { Before = async (number, _) => { if (number == 1) await AddContactAsync(id); } };
        Assert.Null((await _hub.Over(store).Delete.RunAsync(id, _ => true, Ann, default)).Refusal);
        await AssertNothingLeftAsync(id);
    }

    /// <summary>The customer, its reference, contacts, addresses, three times notes, the mark: cut behind each of the eight commits.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task A_deletion_that_is_cut_off_is_finished_later(int commits)
    {
        var id = await CustomerAsync();
        for (var i = 0; i < 190; i++) await _hub.Do.Notes.RunAsync(id, $"Note {i}", Ann, default);
        for (var i = 0; i < 5; i++) await AddContactAsync(id);
        for (var i = 0; i < 5; i++) await _hub.Do.Addresses.CreateAsync(id, null, new() { City = "Bern" }, false, false, Ann, default);

        var store = new FaultyStore(_hub.Documents) { After = (number, _) => number == commits ? throw new InvalidOperationException("killed") : Task.CompletedTask };
        await Assert.ThrowsAsync<InvalidOperationException>(() => _hub.Over(store).Delete.RunAsync(id, _ => true, Ann, default));
        Assert.Null(await _hub.FindAsync(CustomerDocuments.Type, id.Value, id.Value));

        await _hub.Do.Removal.AllAsync(default);
        await AssertNothingLeftAsync(id);
        await _hub.Do.Removal.AllAsync(default);
    }

    [Fact]
    public async Task A_store_that_fails_behind_the_deletion_does_not_fail_it()
    {
        var id = await CustomerAsync();
        await AddContactAsync(id);
        var store = new FaultyStore(_hub.Documents) { Before = (number, _) => number > 2 ? throw new StoreUnavailableException("down") : Task.CompletedTask };
        Assert.Null((await _hub.Over(store).Delete.RunAsync(id, _ => true, Ann, default)).Refusal);
        Assert.Single(await _hub.AllAsync(Contact.Type, id.Value));
        await _hub.Do.Removal.AllAsync(default);
        await AssertNothingLeftAsync(id);
    }

    public void Dispose() => _hub.Dispose();

    private static SeededIds Seeded(int seconds) => new(Start.AddSeconds(seconds), new byte[SeededIds.SeedLength]);

    private async Task<CustomerId> CustomerAsync() => (await _hub.Do.Create().RunAsync(Profile(), null, Ann, default)).Value.Id;

    private Task<Outcome<PlacedContact>> AddContactAsync(CustomerId id) => _hub.Do.Contacts.CreateAsync(id, new() { FirstName = "Ann" }, false, Ann, default);

    private async Task DeleteAsync(CustomerId id) => Assert.Null((await _hub.Do.Delete.RunAsync(id, _ => true, Ann, default)).Refusal);

    private async Task UseAsync(Contact contact, int count) =>
        await _hub.Documents.ChangeAsync(Contact.Type, contact.CustomerId.Value, contact.Id, found => found! with { UsedBy = count }, default);

    private async Task AssertNothingLeftAsync(CustomerId id)
    {
        Assert.True((await _hub.FindAsync(DeletedCustomer.Type, id.Value, id.Value))!.IsFinished);
        foreach (var type in Hub.AllTypes.Where(type => type.Container == Containers.Customers))
        {
            var left = (await _hub.Documents.QueryAsync(new Query(type, 10) { Partition = id.Value }, default)).Items.Count;
            Assert.True(left == 0 || type == HistoryEntry.Type || type == DeletedCustomer.Type, $"{left} of {type.Name}");
        }
    }
}
