using Customers.Domain.Accounts;
using Customers.Domain.Amounts;
using Customers.Domain.Credit;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Payments;
using Customers.Domain.Queues;
using Customers.Domain.Tests.Setup;
using static Customers.Domain.Tests.Setup.Sample;

namespace Customers.Domain.Tests.Credit;

/// <summary>Parents and branches, what they owe, and who is on hold for it.</summary>
internal sealed class FamilyScene(Hub hub)
{
    private readonly CustomerGates _gates = new();

    public Task UseAsync(CreditStrategy strategy) => hub.Do.SetAsync(settings => settings with { CreditControl = settings.CreditControl with { Strategy = strategy, Revision = settings.CreditControl.Revision + 1 } });

    public async Task<CustomerId> NewAsync(long? limit = null, CustomerId? parent = null, string currency = "EUR")
    {
        var profile = Profile() with { Currency = Currency.Parse(currency), ParentId = parent };
        return (await hub.Do.Create().RunAsync(profile with { CreditLimit = limit is { } cents ? new(cents, profile.Currency) : null }, null, Ann, default)).Value.Id;
    }

    public async Task OweAsync(CustomerId id, long cents, UseCases? process = null)
    {
        var by = process ?? hub.Do;
        var currency = (await hub.CustomerAsync(id)).Account.Currency;
        var account = new WriteAccount(hub.Documents, by.Customers, by.Settings, new(hub.Documents), _gates, by.Ids, hub.Clock);
        Assert.Null((await new RecordAdjustment(account, by.Ids).RunAsync(id, new(cents, currency), "moves", null, Ann, default)).Refusal);
    }

    public async Task ChangeAsync(CustomerId id, Func<CustomerProfile, CustomerProfile> change, UseCases? process = null) =>
        Assert.Null((await (process ?? hub.Do).Change.ProfileAsync(id, (profile, _) => change(profile), _ => true, Ann, default)).Refusal);

    /// <summary>Handles every message there is, as this process.</summary>
    public async Task HandleAsync(UseCases? process = null, Func<bool>? isLost = null)
    {
        while (await hub.Queue.ReceiveAsync(QueueNames.Families, 8, TimeSpan.FromMinutes(5), default) is { Count: > 0 } taken)
            foreach (var message in taken)
            {
                if (isLost?.Invoke() != true) await (process ?? hub.Do).Families.RunAsync(FamilyMessage.Parse(message.Body).CustomerId, default);
                await hub.Queue.CompleteAsync(message, default);
            }
    }

    /// <summary>Of each: the reason of its hold, or <c>-</c>.</summary>
    public async Task<string> HeldAsync(params CustomerId[] ids) =>
        string.Join(' ', (await Task.WhenAll(ids.Select(hub.CustomerAsync))).Select(customer => customer.Account.Hold is { OnHold: true } hold ? hold.Reason : "-"));

    /// <summary>Every hold is what a look at all customers at once says, and nobody has anything left to tell.</summary>
    public async Task AssertAgreesAsync(CreditStrategy strategy)
    {
        var all = await hub.AllAsync(CustomerDocuments.Type);
        foreach (var customer in all)
        {
            var branches = all.Where(other => other.Profile.ParentId == customer.Id).ToList();
            Assert.Equal(branches.Sum(branch => branch.Account.Use.Owed), customer.Account.Branches.Owed);
            Assert.False(customer.TellsParent || customer.BranchesBehind);
            var (own, family) = (customer.Account.Use.Under(strategy), customer.Account.Use.Under(strategy) + branches.Sum(branch => branch.Account.Use.Under(strategy)));
            var parent = all.SingleOrDefault(other => other.Id == customer.Profile.ParentId);
            var expected = customer.Account.Hold.Mode == HoldMode.Exempt ? null
                : customer.Profile.CreditLimit is { } limit && own > limit.Minor ? "credit-limit"
                : (customer.Profile.CreditLimit is { } shared && family > shared.Minor) || parent?.Account.LimitIsBroken == true ? "parent-limit"
                : null;
            Assert.Equal((customer.Id, expected), (customer.Id, customer.Account.Hold.OnHold ? customer.Account.Hold.Reason : null));
            Assert.Equal(customer.Account.Hold.Mode != HoldMode.Exempt && customer.Profile.CreditLimit is { } most && family > most.Minor, customer.Account.LimitIsBroken);
        }
    }
}
