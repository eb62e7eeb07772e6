using Customers.Domain.Customers;

namespace Customers.Domain.Stores;

/// <summary>
/// A store's tags at a customer: what the store adds is added, what it takes away is taken away. So what people add or remove
/// here stays. Pure.
/// </summary>
public static class StoreTags
{
    /// <param name="told">All that the store has for this customer as of <paramref name="at"/>; what is older than known changes nothing.</param>
    public static Customer Take(Customer customer, Store store, StoreLink link, IReadOnlyList<string> told, DateTimeOffset at, DateTimeOffset now)
    {
        var offered = new ToldTags([.. told.Where(tag => !ProfileRules.CheckTag(tag).Any).Distinct(StringComparer.Ordinal).Take(ProfileRules.MostTags)], at);
        if (link.Told is { } known && !offered.IsNewerThan(known)) return customer;
        IReadOnlyList<string> last = link.Told?.Tags ?? [];
        // The hub gives the defaults to whomever the store brings, whatever the store's own tags are.
        var kept = customer.ExternalIds.Where(other => other != link).SelectMany(other => other.Told?.Tags ?? []).Concat(store.Defaults.Tags);
        var removed = last.Except(offered.Tags).Except(kept).ToHashSet(StringComparer.Ordinal);
        var left = customer.Profile.Tags.Where(tag => !removed.Contains(tag)).ToList();
        List<string> tags = [.. left, .. offered.Tags.Except(last).Except(left).Take(Math.Max(0, ProfileRules.MostTags - left.Count))];
        var next = customer with { ExternalIds = [.. customer.ExternalIds.Select(other => other == link ? link with { Told = offered } : other)] };
        return tags.SequenceEqual(customer.Profile.Tags) ? next : next.Touched(now) with { Profile = customer.Profile with { Tags = tags } };
    }

    private static bool IsNewerThan(this ToldTags offered, ToldTags known) =>
        offered.At > known.At || (offered.At == known.At && string.CompareOrdinal(string.Join(',', offered.Tags), string.Join(',', known.Tags)) > 0);
}
