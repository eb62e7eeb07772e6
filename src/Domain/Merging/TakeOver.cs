using Customers.Domain.Accounts;
using Customers.Domain.Credit;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Settings;
using Customers.Domain.Stores;

namespace Customers.Domain.Merging;

/// <summary>The customer that stays takes the sums of the other over, in one commit; that it <see cref="Customer.Is"/> the other one from then on says that it did.</summary>
public sealed class TakeOver(CustomerStore customers, HoldForMerge hold, WriteSums sums, CurrentSettings settings, IIdSource ids, TimeProvider clock)
{
    /// <summary>Both are held, or the mark is there already. Where a crash left only one of them held, the other is taken hold of now.</summary>
    public async Task<bool> IsOnAsync(Merge merge, CancellationToken cancel)
    {
        var (from, into) = (await customers.FindAsync(merge.From, cancel), await customers.FindAsync(merge.Into, cancel));
        var (isClosed, isHeld) = (from?.Value.Merge?.JobId == merge.JobId, into?.Value.Merge?.JobId == merge.JobId);
        if (isClosed == isHeld) return isHeld;
        return (isHeld && (await customers.FindMergedAsync(merge.From, cancel))?.JobId == merge.JobId) || await hold.RunAsync(merge, cancel) is null;
    }

    public async Task RunAsync(Merge merge, CancellationToken cancel)
    {
        while (await customers.FindAsync(merge.From, cancel) is { } from && await customers.FindAsync(merge.Into, cancel) is { } into && !into.Value.Is(merge.From))
        {
            var (hub, now) = (await settings.GetAsync(cancel), clock.GetUtcNow());
            var next = Of(from.Value, into.Value, now).WithAccount(AccountOf(from.Value, into.Value), now);
            HistoryEntry[] entries =
            [
                HistoryWriter.Entry(merge.Into, merge.Into.Value, "merged", merge.By, now, ids, [HistoryWriter.Field("from", null, merge.From), .. HistoryWriter.Between(into.Value, next)]),
                HistoryWriter.Entry(merge.Into, merge.From.Value, "merged", merge.By, now, ids, HistoryWriter.Field("into", null, merge.Into)),
            ];
            var controlled = CreditControl.Decide(into.Value, next, hub, now, ids);
            if (await customers.CommitAsync(into, controlled.Customer, [.. entries.Select(HistoryEntry.Type.Create), .. controlled.Writes, .. await sums.UnitedAsync(merge.From, next, cancel)], cancel)) return;
        }
    }

    /// <summary>What people decided about the other one holds on, unless they decided otherwise about this one.</summary>
    private static Account AccountOf(Customer from, Customer into)
    {
        var sum = into.Account.Plus(from.Account);
        return into.Account.Hold.Mode == HoldMode.Automatic && from.Account.Hold.Mode == HoldMode.Manual ? sum with { Hold = from.Account.Hold } : sum;
    }

    /// <summary>Its own fields win; lists are united.</summary>
    private static Customer Of(Customer from, Customer into, DateTimeOffset now) => into.Touched(now).WithDocuments(from.RecentIds, from.RecentInvoiceIds) with
    {
        FormerIds = [.. into.FormerIds, from.Id, .. from.FormerIds],
        FormerRefs = [.. into.FormerRefs, from.Ref, .. from.FormerRefs],
        Counts = into.Counts.Plus(from.Counts),
        ContactTexts = into.ContactTexts.Concat(from.ContactTexts).ToDictionary(StringComparer.Ordinal),
        PrimaryContactId = into.PrimaryContactId ?? from.PrimaryContactId,
        DefaultBillingId = into.DefaultBillingId ?? from.DefaultBillingId,
        DefaultShippingId = into.DefaultShippingId ?? from.DefaultShippingId,
        ExternalIds = [.. into.ExternalIds.UnionBy(from.ExternalIds, link => (link.StoreId, link.ExternalId))],
        Marketing = Marketing.Later(into.Marketing, from.Marketing),
        ToldAddresses = [.. into.ToldAddresses.Union(from.ToldAddresses).Take(StoreAddresses.Most)],
        // Orders that are here already stay also at a B2B customer, to whom no email leads.
        EmailClaims = [.. into.EmailClaims.Union(from.EmailClaims)],
        Alerts = [.. into.Alerts, .. from.Alerts],
        FavoriteProductIds = [.. into.FavoriteProductIds.Union(from.FavoriteProductIds)],
        Profile = into.Profile.Tags.Union(from.Profile.Tags).Count() == into.Profile.Tags.Count
            ? into.Profile
            : into.Profile with { Tags = [.. into.Profile.Tags.Union(from.Profile.Tags).Take(ProfileRules.MostTags)] },
        HasDocuments = into.HasDocuments || from.HasDocuments,
    };
}
