using Customers.Domain.Accounts;
using Customers.Domain.Credit;
using Customers.Domain.Identity;
using Customers.Domain.Orders;
using Customers.Domain.Outcomes;
using Customers.Domain.Sales;
using Customers.Domain.Settings;

namespace Customers.Domain.Quotes;

/// <summary>The customer accepts a quote: it becomes an order, a draft at the prices quoted. One order, however often it is accepted.</summary>
public sealed class AcceptQuote(CreateNumbered create)
{
    /// <summary>Refusals: <c>wrong-quote-status</c>, <c>quote-expired</c>, <c>customer-on-hold</c>, <c>credit-limit-exceeded</c>, <c>validation-failed</c>, not found.</summary>
    public Task<Outcome<Quote>> RunAsync(CustomerId customerId, string id, Caller by, CancellationToken cancel) =>
        create.RunAsync<Quote>(customerId, IdPrefixes.Order, NumberedKind.Order, null, by, async (at, orderId, numberAsync) =>
        {
            var found = await at.QuoteAsync(id, cancel);
            if (found.IsRefused(out var refusal)) return refusal;
            var before = found.Value.Value;
            if (before.Status == QuoteStatus.Accepted) return new AccountChange<Quote>(before);
            if (before.Ended(at.Today) is { } ended) return ended;
            var admitted = await at.AdmitAsync(at.NewOrder(orderId, new PreparedSale(before.Sale, before.Terms)), cancel);
            if (admitted.IsRefused(out refusal)) return refusal;
            var number = await numberAsync();
            if (number.IsRefused(out refusal)) return refusal;
            var after = (before with { Status = QuoteStatus.Accepted, OrderId = orderId }).Next(at);
            var order = admitted.Value with { Number = number.Value };
            var kept = at.Keeping(null, order, at.History(orderId, "created", OrderRules.Changes(null, order)), await at.ContactUseAsync(null, order.Terms.ContactId, cancel));
            return new AccountChange<Quote>(after)
            {
                Customer = kept.Customer,
                Account = kept.Account,
                Writes = [.. kept.Writes, Quote.Type.Replace(found.Value, after), at.History(id, "changed", QuoteRules.Changes(before, after))],
            };
        }, cancel);
}
