using Customers.Domain.Accounts;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Outcomes;
using Customers.Domain.Sales;

namespace Customers.Domain.Quotes;

/// <summary>What people may do to a quote, and what of it goes into a commit.</summary>
public static class QuoteRules
{
    public const int DaysOpen = 30;
    private static readonly Refusal WrongStatus = Refusal.Conflict("wrong-quote-status", "The quote was accepted or declined.");
    private static readonly Refusal Expired = Refusal.Conflict("quote-expired", "The quote has expired.");

    /// <summary>Why nothing can be done to it any more; null while it is open.</summary>
    public static Refusal? Ended(this Quote quote, DateOnly today) => quote.StatusOn(today) switch
    {
        QuoteStatus.Open => null,
        QuoteStatus.Expired => Expired,
        _ => WrongStatus,
    };

    public static async Task<Outcome<Stored<Quote>>> QuoteAsync(this AccountCase at, string id, CancellationToken cancel) =>
        (await at.FindAsync(Quote.Type, id, cancel)).OrRefused();

    public static Faults CheckExpiry(this Faults faults, DateOnly? expiresOn, DateOnly today) => expiresOn is not { } date
        ? faults
        : faults.Require(date >= today, "expiresOn", "lies in the past").CheckDate(date, today, "expiresOn");

    public static IReadOnlyList<FieldChange> Changes(Quote? before, Quote after) =>
    [
        .. HistoryWriter.Between(Shown(before), Shown(after)),
        .. SaleChanges.Between(before?.Sale, before?.Terms, after.Sale, after.Terms),
    ];

    public static Quote Next(this Quote quote, AccountCase at) => quote with { Version = quote.Version + 1, UpdatedAt = at.Now };

    private static Outcome<Stored<Quote>> OrRefused(this Stored<Quote>? found) => found is null ? Refusal.NotFound : found;

    private static object Shown(Quote? quote) => new { quote?.Number, quote?.Status, quote?.ExpiresOn, quote?.OrderId };
}
