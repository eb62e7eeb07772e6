using Customers.Domain.Accounts;
using Customers.Domain.Catalogue;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;
using Customers.Domain.Sales;
using Customers.Domain.Settings;

namespace Customers.Domain.Quotes;

/// <summary>People create a quote, change it while it is open, and take it back when the customer declines.</summary>
public sealed class ChangeQuote(WriteAccount account, CreateNumbered create, ProductStore products, TakeNumber numbers, IIdSource ids)
{
    /// <summary>
    /// Running it again with the same ids finds the first. Refusals: <c>validation-failed</c>, <c>currency-mismatch</c>,
    /// <c>product-not-available</c>, <c>number-taken</c>, not found.
    /// </summary>
    public async Task<Outcome<Quote>> CreateAsync(CustomerId customerId, QuoteWish wish, Caller by, CancellationToken cancel)
    {
        var known = await products.OfAsync(wish.Sale.Lines, cancel);
        return await create.RunAsync<Quote>(customerId, IdPrefixes.Quote, NumberedKind.Quote, wish.Number, by, async (at, id, numberAsync) =>
        {
            if (await at.FindMadeAsync(Quote.Type, id, cancel) is { } made) return new AccountChange<Quote>(made);
            var faults = new Faults().CheckExpiry(wish.ExpiresOn, at.Today);
            await numbers.CheckAsync(NumberedKind.Quote, wish.Number, faults, cancel);
            var prepared = await at.NewSaleAsync(wish.Sale, known, faults, cancel);
            if (prepared.IsRefused(out var refusal)) return refusal;
            var number = await numberAsync();
            if (number.IsRefused(out refusal)) return refusal;
            var quote = NewQuote(at, id, number.Value, prepared.Value, wish.ExpiresOn ?? at.Today.AddDays(QuoteRules.DaysOpen));
            return new AccountChange<Quote>(quote)
            {
                Customer = at.Customer with { Counts = at.Customer.Counts with { Quotes = at.Customer.Counts.Quotes + 1 } },
                Writes = [Quote.Type.Create(quote), at.History(id, "created", QuoteRules.Changes(null, quote)), .. await at.ContactUseAsync(null, quote.Terms.ContactId, cancel)],
            };
        }, cancel);
    }

    /// <summary>
    /// An expired one too, if it expires later from now on. Refusals: <c>wrong-quote-status</c>, <c>quote-expired</c>, <c>version-mismatch</c>,
    /// <c>validation-failed</c>, <c>currency-mismatch</c>, <c>product-not-available</c>, not found.
    /// </summary>
    /// <param name="fits">Does the caller know this version?</param>
    public async Task<Outcome<Quote>> RunAsync(CustomerId customerId, string id, QuoteWish wish, Func<Quote, bool> fits, Caller by, CancellationToken cancel)
    {
        var known = await products.OfAsync(wish.Sale.Lines, cancel);
        return await account.RunAsync<Quote>(customerId, by, async at =>
        {
            var found = await at.QuoteAsync(id, cancel);
            if (found.IsRefused(out var refusal)) return refusal;
            var before = found.Value.Value;
            if (!fits(before)) return Refusal.Stale;
            var expiresOn = wish.ExpiresOn ?? (wish.ClearsExpiry ? at.Settings.Organisation.DateAt(before.CreatedAt).AddDays(QuoteRules.DaysOpen) : before.ExpiresOn);
            if ((before with { ExpiresOn = wish.ExpiresOn is null ? expiresOn : at.Today }).Ended(at.Today) is { } ended) return ended;
            var prepared = await at.ChangedSaleAsync(before.Sale, before.Terms, wish.Sale, known, new Faults().CheckExpiry(wish.ExpiresOn, at.Today), cancel);
            if (prepared.IsRefused(out refusal)) return refusal;
            var after = before with { Sale = prepared.Value.Sale, Terms = prepared.Value.Terms, ExpiresOn = expiresOn };
            var changes = QuoteRules.Changes(before, after);
            if (changes.Count == 0) return new AccountChange<Quote>(before);
            after = after.Next(at);
            return new AccountChange<Quote>(after)
            {
                Writes = [Quote.Type.Replace(found.Value, after), at.History(id, "changed", changes), .. await at.ContactUseAsync(before.Terms.ContactId, after.Terms.ContactId, cancel)],
            };
        }, cancel);
    }

    /// <summary>Refusals: <c>wrong-quote-status</c>, <c>quote-expired</c>, not found.</summary>
    public Task<Outcome<Quote>> DeclineAsync(CustomerId customerId, string id, Caller by, CancellationToken cancel)
    {
        var historyId = customerId.NewDocumentId(ids, IdPrefixes.History);
        return account.RunAsync<Quote>(customerId, by, async at =>
        {
            var found = await at.QuoteAsync(id, cancel);
            if (found.IsRefused(out var refusal)) return refusal;
            var before = found.Value.Value;
            if (await at.WasDoneAsync(historyId, cancel)) return new AccountChange<Quote>(before);
            if (before.Ended(at.Today) is { } ended) return ended;
            var after = (before with { Status = QuoteStatus.Declined }).Next(at);
            return new AccountChange<Quote>(after) { Writes = [Quote.Type.Replace(found.Value, after), at.History(historyId, id, "changed", QuoteRules.Changes(before, after))] };
        }, cancel);
    }

    private static Quote NewQuote(AccountCase at, string id, string number, PreparedSale prepared, DateOnly expiresOn) => new()
    {
        Id = id, CustomerId = at.Customer.Id, Number = number, Sale = prepared.Sale, Terms = prepared.Terms, ExpiresOn = expiresOn, CreatedAt = at.Now, UpdatedAt = at.Now,
    };
}
