using System.Globalization;
using Customers.Functions.Stores;

namespace Customers.Functions.WooCommerce;

/// <summary>
/// Where a pull of changed orders stands. It never pages through <c>orderby=modified</c>, since that repeats and omits orders
/// of one second (no tie-break before 10.4) and moves when orders change meanwhile. It asks for the first page after a time,
/// again and again, going back over the last second each time (<c>modified_after</c> is strict); only a second that fills a
/// whole page is paged through, by id. When all that stand are read, the trash follows: no other status brings it.
/// <c>checkout-draft</c> is left out by current versions; a draft owes nothing, and becoming an order changes it.
/// </summary>
/// <param name="After">Changes later than this, whole seconds, UTC.</param>
/// <param name="Page">Null, or which page of the second after <paramref name="After"/>.</param>
/// <param name="Held">How many orders that second held at its first page.</param>
internal sealed record ChangesPosition(bool Trash, DateTimeOffset After, int? Page = null, long? Held = null)
{
    public const int PerPage = 100;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public static ChangesPosition Start(DateTimeOffset since, bool trash = false) => new(trash, WholeSecond(since) - Second);

    public IReadOnlyList<KeyValuePair<string, string>> Query()
    {
        List<KeyValuePair<string, string>> query =
        [
            new("status[0]", Trash ? "trash" : "any"),
            // Without suffix and with dates_are_gmt: every other way is wrong on some version or time zone.
            new("dates_are_gmt", "true"),
            new("modified_after", Text(After)),
            new("orderby", Page is null ? "modified" : "id"),
            new("order", "asc"),
            new("per_page", PerPage.ToString(CultureInfo.InvariantCulture)),
            new("page", (Page ?? 1).ToString(CultureInfo.InvariantCulture)),
        ];
        if (Page is not null) query.Add(new("modified_before", Text(After + 2 * Second)));
        return query;
    }

    /// <summary>Where to go on after a page; null when its status is read to the end.</summary>
    /// <param name="lastModified">Of the page's last order; null on an empty page.</param>
    /// <param name="held">How many orders the store says the listing holds.</param>
    public ChangesPosition? Next(int count, DateTimeOffset? lastModified, long? held)
    {
        if (Page is { } page)
        {
            if (count == PerPage) return this with { Page = page + 1, Held = page == 1 ? held : Held };
            // An order that left the second meanwhile moved the rest forward, perhaps over a page's edge: read it again.
            // A page past the end counts nothing on current versions, and tells nothing.
            return page > 1 && count > 0 && held != Held ? this with { Page = 1, Held = null } : new(Trash, After + Second);
        }
        if (count < PerPage || lastModified is not { } last) return null;
        var after = WholeSecond(last) - Second;
        return after > After ? new(Trash, after) : this with { Page = 1 };
    }

    public string ToToken() => PullToken.Of(this);

    public static ChangesPosition FromToken(string token) => PullToken.Read<ChangesPosition>(token);

    private static DateTimeOffset WholeSecond(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
}
