using System.Globalization;

namespace Customers.Functions.Local.DemoStores.WooCommerce;

/// <summary>One page of numbers out of <see cref="Total"/>.</summary>
internal sealed record ListingPage(int Total, IReadOnlyList<int> Items);

/// <summary>What <c>GET orders</c> was asked for.</summary>
internal sealed record OrderListing(
    IReadOnlySet<string> Statuses, int Page, int PerPage, bool ByModified, bool Descending, DateTimeOffset? After, DateTimeOffset? Before)
{
    /// <summary>Only this customer's.</summary>
    public int? Customer { get; init; }

    private static readonly HashSet<string> Any =
        [.. WooCommerceStatus.Known.Except([WooCommerceStatus.Trash, WooCommerceStatus.CheckoutDraft], StringComparer.Ordinal)];

    public static (OrderListing? Listing, WooCommerceRefusal? Refusal) Read(IQueryCollection query)
    {
        if (!TryPaging(query, out var page, out var perPage, out var refusal)) return (null, refusal);
        var statuses = Values(query, "status").ToHashSet(StringComparer.Ordinal);
        if (statuses.Count == 0 || statuses.Remove("any")) statuses.UnionWith(Any);
        if (!statuses.IsSubsetOf(WooCommerceStatus.Known)) return (null, WooCommerceRefusal.Invalid("status", "status is not one of the shop's."));
        if (query["orderby"].ToString() is not ("" or "date" or "id" or "modified")) return (null, WooCommerceRefusal.Invalid("orderby", "orderby is not one of date, id, modified."));
        if (query["order"].ToString() is not ("" or "asc" or "desc")) return (null, WooCommerceRefusal.Invalid("order", "order is not one of asc, desc."));
        var gmt = query["dates_are_gmt"].ToString() is "1" or "true";
        if (!TryBound(query, "modified_after", gmt, out var after)) return (null, WooCommerceRefusal.Invalid("modified_after", "Invalid date."));
        if (!TryBound(query, "modified_before", gmt, out var before)) return (null, WooCommerceRefusal.Invalid("modified_before", "Invalid date."));
        var customer = 0;
        if (query.ContainsKey("customer") && !TryNumber(query, "customer", 0, int.MaxValue, out customer)) return (null, WooCommerceRefusal.Invalid("customer", "customer is not of type integer."));
        return (new(statuses, page, perPage, query["orderby"] == "modified", query["order"] != "asc", after, before) { Customer = customer > 0 ? customer : null }, null);
    }

    public static bool TryPaging(IQueryCollection query, out int page, out int perPage, out WooCommerceRefusal? refusal)
    {
        perPage = 0;
        refusal = !TryNumber(query, "page", 1, int.MaxValue, out page) ? WooCommerceRefusal.Invalid("page", "page must be greater than or equal to 1")
            : !TryNumber(query, "per_page", 10, 100, out perPage) ? WooCommerceRefusal.Invalid("per_page", "per_page must be between 1 (inclusive) and 100 (inclusive)")
            : null;
        return refusal is null;
    }

    /// <summary>Strictly later than <see cref="After"/>, strictly earlier than <see cref="Before"/>.</summary>
    public ListingPage Run(DemoShop shop)
    {
        if (Customer is { } customer) return OfCustomer(shop, customer);
        var stories = DemoStories.WooCommerce;
        var sieve = new Sieve(stories.Length, i => Statuses.Contains(WooCommerceStatus.AtLast(stories[i])));
        if (sieve.IsEmpty) return new(0, []);
        var from = sieve.CountBelow(After is { } after ? shop.FirstUpdatedFrom(after.AddSeconds(1)) : 0);
        var to = Math.Max(from, sieve.CountBelow(Before is { } before ? shop.FirstUpdatedFrom(before) : shop.Count));
        var skipped = Math.Min(to - from, (Page - 1L) * PerPage);
        var ranks = Enumerable.Range((int)skipped, (int)Math.Min(PerPage, to - from - skipped)).Select(n => Descending ? to - 1 - n : from + n);
        return new(to - from, [.. ranks.Select(rank => sieve.At(ByModified ? Tied(rank, from, to, r => shop.UpdatedAt(sieve.At(r))) : rank))]);
    }

    private ListingPage OfCustomer(DemoShop shop, int customer)
    {
        var stories = DemoStories.WooCommerce;
        var placed = shop.OrdersOf(WooCommerceIds.PersonNumber(customer)).Select(order => order.Index)
            .Where(i => Statuses.Contains(WooCommerceStatus.AtLast(stories[i % stories.Length]))).ToList();
        if (Descending) placed.Reverse();
        return new(placed.Count, [.. placed.Skip((Page - 1) * PerPage).Take(PerPage)]);
    }

    // Without a tie-break the database orders equal times as it likes, another way for each page:
    // orders that share a second across a page's end are then shown twice or not at all.
    private int Tied(int rank, int from, int to, Func<int, DateTimeOffset> updated)
    {
        var (first, last, moment) = (rank, rank, updated(rank));
        while (first > from && updated(first - 1) == moment) first--;
        while (last + 1 < to && updated(last + 1) == moment) last++;
        return first + (rank - first + Page - 1) % (last - first + 1);
    }

    private static IEnumerable<string> Values(IQueryCollection query, string name) =>
        query.Where(p => p.Key == name || p.Key.StartsWith(name + "[", StringComparison.Ordinal))
            .SelectMany(p => p.Value)
            .SelectMany(v => (v ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static bool TryBound(IQueryCollection query, string name, bool gmt, out DateTimeOffset? bound)
    {
        bound = null;
        if (query[name].ToString() is not { Length: > 0 } text) return true;
        if (!WooCommerceTime.TryBound(text, gmt, out var moment)) return false;
        bound = moment;
        return true;
    }

    private static bool TryNumber(IQueryCollection query, string name, int otherwise, int most, out int number)
    {
        number = otherwise;
        return !query.ContainsKey(name)
            || int.TryParse(query[name], NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= 1 && number <= most;
    }
}
