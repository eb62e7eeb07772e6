using Customers.Domain.Accounts;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Invoices;
using Customers.Domain.Orders;
using Customers.Domain.Outcomes;
using Customers.Domain.Payments;
using Customers.Domain.Sales;
using Customers.Domain.Settings;

namespace Customers.Domain.Returns;

/// <summary>A return as somebody announces it.</summary>
/// <param name="Reason">Required.</param>
/// <param name="Parts">Null = all that was invoiced and has not come back.</param>
public sealed record ReturnWish(string OrderId, IReadOnlyList<PartWish>? Parts, string? Reason, string? Number);

/// <summary>Announces returns, and credits what was received.</summary>
public sealed class ReturnGoods(CreateNumbered create)
{
    /// <summary>Refusals: <c>validation-failed</c>, <c>exceeds-order</c>, <c>wrong-order-status</c>, <c>store-order</c>, <c>number-taken</c>, not found.</summary>
    public async Task<Outcome<SalesReturn>> CreateAsync(CustomerId customerId, ReturnWish wish, Caller by, CancellationToken cancel)
    {
        return await create.RunAsync<SalesReturn>(customerId, IdPrefixes.Return, NumberedKind.Return, wish.Number, by, async (at, id, numberAsync) =>
        {
            if (await at.FindMadeAsync(SalesReturn.Type, id, cancel) is { } made) return new AccountChange<SalesReturn>(made);
            var faults = new Faults().Require(!string.IsNullOrWhiteSpace(wish.Reason), "reason", "is required").Lines(wish.Reason, "reason", InvoiceRules.LongestReason);
            if (faults.Any) return Refusal.Invalid(faults);
            var order = await at.NamedOrderAsync(wish.OrderId, cancel); // goods come back from closed orders too
            if (order.IsRefused(out var refusal)) return refusal;
            var (was, before) = (order.Value.Value, order.Value.Value.Quantities(line => line.Returned));
            var parts = PartWishes.Quantities(was.Sale, was.Quantities(line => line.Invoiced - line.Returned), wish.Parts, InvoiceRules.NothingLeft);
            if (parts.IsRefused(out refusal)) return refusal;
            var number = await numberAsync();
            if (number.IsRefused(out refusal)) return refusal;
            var announced = new SalesReturn
            {
                Id = id, CustomerId = customerId, Number = number.Value, OrderId = was.Id, Status = ReturnStatus.Open, Reason = wish.Reason!,
                Sale = PartOfSale.Take(was.Sale, before, parts.Value), CreatedAt = at.Now, UpdatedAt = at.Now,
            };
            var next = was.Progressing(parts.Value, (line, part) => line with { Returned = line.Returned + part }) with { Version = was.Version + 1, UpdatedAt = at.Now };
            return new AccountChange<SalesReturn>(announced)
            {
                Customer = at.Customer with { Counts = at.Customer.Counts with { Returns = at.Customer.Counts.Returns + 1 } },
                Writes = [SalesReturn.Type.Create(announced), Order.Type.Replace(order.Value, next), at.History(id, "created", HistoryWriter.Field("number", null, announced.Number))],
            };
        }, cancel);
    }

    /// <summary>Posts the credit note; a return that was received before is answered as it is. Refusals: <c>credit-exceeds-invoice</c>, not found.</summary>
    public Task<Outcome<SalesReturn>> ReceiveAsync(CustomerId customerId, string returnId, Caller by, CancellationToken cancel) =>
        create.RunAsync<SalesReturn>(customerId, IdPrefixes.CreditNote, NumberedKind.CreditNote, null, by, async (at, id, numberAsync) =>
        {
            if (await at.FindAsync(SalesReturn.Type, returnId, cancel) is not { } found) return Refusal.NotFound;
            if (found.Value.CreditNoteId is not null) return new AccountChange<SalesReturn>(found.Value);
            var ofOrder = await at.OfOrderAsync(found.Value.OrderId, cancel);
            if (found.Value.Sale.Total > InvoiceRules.Creditable(ofOrder, found.Value.Sale.Currency)) return InvoiceRules.CreditTooMuch;
            var number = await numberAsync();
            if (number.IsRefused(out var refusal)) return refusal;
            var received = found.Value with { Status = ReturnStatus.Received, CreditNoteId = id, UpdatedAt = at.Now, Version = found.Value.Version + 1 };
            return await CreditAsync(at, id, number.Value, found, received, ofOrder, cancel);
        }, cancel);

    private static async Task<Outcome<AccountChange<SalesReturn>>> CreditAsync(AccountCase at, string id, string number, Stored<SalesReturn> was, SalesReturn received, IReadOnlyList<Posting> ofOrder, CancellationToken cancel)
    {
        var before = ofOrder.Invoices().Where(invoice => !invoice.Open.IsZero).Take(Allocate.MostAtOnce).ToList();
        var book = at.Open(before);
        book.Credit(at.Draft(PostingKind.CreditNote, id, number, at.Today, received.Sale.Currency) with { OrderId = received.OrderId, Reason = received.Reason, Sale = received.Sale }, received.Sale.Totals.ToBreakdown());
        book.Settle(received.Sale.Currency);
        Write[] writes =
        [
            SalesReturn.Type.Replace(was, received),
            at.History(received.Id, "received", HistoryWriter.Field("status", was.Value.Status, received.Status)),
            at.History(id, "created", HistoryWriter.Field("number", null, number), HistoryWriter.Field("total", null, book[id].Total)),
        ];
        return await new AccountChange<SalesReturn>(received) { Writes = writes }.WithAsync(at, book, before, cancel);
    }
}
