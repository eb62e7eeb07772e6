using Customers.Domain.Accounts;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Settings;

namespace Customers.Domain.Credit;

/// <summary>What every commit of a customer goes through that may touch its account, its limit or its hold: the credit rule decides anew.</summary>
public static class CreditControl
{
    /// <param name="next">As it is to be, but for what the rule decides.</param>
    public static CreditControlled Decide(Customer before, Customer next, HubSettings hub, DateTimeOffset now, IIdSource ids) =>
        Decide(before, next, new CreditTerms(hub.CreditControl, hub.Organisation.DateAt(now)), now, ids);

    public static CreditControlled Decide(Customer before, Customer next, CreditTerms terms, DateTimeOffset now, IIdSource ids)
    {
        var account = before.Profile.ParentId == next.Profile.ParentId ? next.Account : next.Account with { Told = null, ParentLimit = null };
        var decided = CreditRule.Apply(account, next.Profile.CreditLimit, terms.Policy, terms.Today, now, Caller.Hub.Id);
        var changes = HistoryWriter.Between(next.Account.Hold, decided.Hold);
        var customer = changes.Count > 0 || decided.LimitIsBroken != before.Account.LimitIsBroken ? next.WithAccount(decided, now) : next with { Account = decided };
        if (decided.LimitIsBroken != before.Account.LimitIsBroken && next.Counts.Branches > 0) customer = customer with { BranchesBehind = true };
        if (decided.Hold != before.Account.Hold) customer = customer with { Alerts = [.. next.Alerts.Where(alert => alert.By != Caller.Hub.Id), .. Raised(decided.Hold, now, ids)] };
        return new(customer, changes.Count == 0 ? [] :
        [
            HistoryEntry.Type.Create(HistoryWriter.Entry(next.Id, next.Id.Value, decided.Hold.OnHold ? "held" : "released", Caller.Hub, now, ids, changes)),
        ]);
    }

    private static Alert[] Raised(Hold hold, DateTimeOffset now, IIdSource ids) => hold is not { Mode: HoldMode.Automatic, OnHold: true } ? [] :
    [
        new(ids.New(IdPrefixes.Alert), hold.Reason switch
        {
            CreditRule.PastDueReason => "On hold: invoices are past due",
            CreditRule.ParentLimitReason => "On hold: the credit limit of parent and branches together is exceeded",
            _ => "On hold: the credit limit is exceeded",
        }, now, Caller.Hub.Id),
    ];
}

/// <param name="Customer">As decided.</param>
/// <param name="Writes">What belongs into the same commit.</param>
public sealed record CreditControlled(Customer Customer, IReadOnlyList<Write> Writes);
