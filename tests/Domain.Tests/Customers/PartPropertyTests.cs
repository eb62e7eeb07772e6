using System.Diagnostics.CodeAnalysis;
using Customers.Domain.Addresses;
using Customers.Domain.Contacts;
using Customers.Domain.Customers;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;
using Customers.Domain.Tests.Setup;
using static Customers.Domain.Tests.Setup.Sample;

namespace Customers.Domain.Tests.Customers;

/// <summary>Whatever is done in whatever order: what the customer says of its parts is what is there.</summary>
[SuppressMessage("Security", "CA5394", Justification = "Steps of a test, the same in every run.")]
public sealed class PartPropertyTests : IDisposable
{
    private const int Steps = 60;
    private readonly Hub _hub = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task As_soon_as_there_is_a_contact_exactly_one_is_the_primary_one(int seed)
    {
        var random = new Random(seed);
        var id = await CustomerAsync();
        for (var i = 0; i < Steps; i++)
        {
            await ContactStepAsync(id, random);
            var (customer, contacts) = (await _hub.CustomerAsync(id), await _hub.AllAsync(Contact.Type, id.Value));
            Assert.Equal(contacts.Count, customer.Counts.Contacts);
            Assert.Equal(contacts.Count == 0 ? 0 : 1, contacts.Count(c => PrimaryContact.Place(customer, c).IsPrimary));
            Assert.Equal(contacts.Count == 0, customer.PrimaryContactId is null);
            Assert.Equal(contacts.Select(c => (c.Id, c.Details.FirstName!)).Order(), customer.ContactTexts.Select(text => (text.Key, text.Value)).Order());
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task A_default_address_is_one_that_is_there(int seed)
    {
        var random = new Random(seed);
        var id = await CustomerAsync();
        for (var i = 0; i < Steps; i++)
        {
            await AddressStepAsync(id, random);
            var (customer, addresses) = (await _hub.CustomerAsync(id), (await _hub.AllAsync(CustomerAddress.Type, id.Value)).Select(a => a.Id).ToList());
            Assert.Equal(addresses.Count, customer.Counts.Addresses);
            Assert.All(new[] { customer.DefaultBillingId, customer.DefaultShippingId }.OfType<string>(), found => Assert.Contains(found, addresses));
        }
    }

    public void Dispose() => _hub.Dispose();

    private async Task ContactStepAsync(CustomerId id, Random random)
    {
        var some = Some(await _hub.AllAsync(Contact.Type, id.Value), random)?.Id;
        var name = $"name{random.Next(1000)}";
        switch (random.Next(some is null ? 1 : 5))
        {
            case 0:
                Fine(await _hub.Do.Contacts.CreateAsync(id, new() { FirstName = name }, random.Next(3) == 0, Ann, default));
                break;
            case 1:
                Fine(await _hub.Do.Contacts.ChangeAsync(id, some!, details => details with { FirstName = name }, null, _ => true, Ann, default));
                break;
            case 2:
                Assert.True(Fine(await _hub.Do.Contacts.ChangeAsync(id, some!, details => details, true, _ => true, Ann, default)).IsPrimary);
                break;
            case 3:
                var was = (await _hub.CustomerAsync(id)).PrimaryContactId == some;
                Assert.Equal(was, (await _hub.Do.Contacts.ChangeAsync(id, some!, details => details, false, _ => true, Ann, default)).Refusal is not null);
                break;
            default:
                Fine(await _hub.Do.Contacts.DeleteAsync(id, some!, _ => true, Ann, default));
                break;
        }
    }

    private async Task AddressStepAsync(CustomerId id, Random random)
    {
        var addresses = await _hub.AllAsync(CustomerAddress.Type, id.Value);
        var some = Some(addresses, random)?.Id;
        var before = await _hub.CustomerAsync(id);
        switch (random.Next(some is null ? 1 : 4))
        {
            case 0:
                var (billing, shipping) = (random.Next(2) == 0, random.Next(2) == 0);
                var made = Fine(await _hub.Do.Addresses.CreateAsync(id, null, new() { City = "Bern" }, billing, shipping, Ann, default));
                Assert.Equal((some is null || billing, some is null || shipping), (made.DefaultBilling, made.DefaultShipping));
                break;
            case 1:
                var wish = random.Next(2) == 0;
                Assert.Equal(wish, Fine(await _hub.Do.Addresses.ChangeAsync(id, some!, kept => kept, wish, null, _ => true, Ann, default)).DefaultBilling);
                break;
            case 2:
                wish = random.Next(2) == 0;
                Assert.Equal(wish, Fine(await _hub.Do.Addresses.ChangeAsync(id, some!, kept => kept, null, wish, _ => true, Ann, default)).DefaultShipping);
                break;
            default:
                Fine(await _hub.Do.Addresses.DeleteAsync(id, some!, _ => true, Ann, default));
                var heir = addresses.Count == 2 ? addresses.Single(a => a.Id != some).Id : null;
                Assert.Equal(before.DefaultBillingId == some ? heir : before.DefaultBillingId, (await _hub.CustomerAsync(id)).DefaultBillingId);
                Assert.Equal(before.DefaultShippingId == some ? heir : before.DefaultShippingId, (await _hub.CustomerAsync(id)).DefaultShippingId);
                break;
        }
    }

    private static T? Some<T>(IReadOnlyList<T> all, Random random) where T : class => all.Count == 0 ? null : all[random.Next(all.Count)];

    private static T Fine<T>(Outcome<T> outcome) => outcome.Value;

    private async Task<CustomerId> CustomerAsync() => (await _hub.Do.Create().RunAsync(Profile(), null, Ann, default)).Value.Id;
}
