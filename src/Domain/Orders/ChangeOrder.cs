using Customers.Domain.Accounts;
using Customers.Domain.Catalogue;
using Customers.Domain.Credit;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;
using Customers.Domain.Sales;

namespace Customers.Domain.Orders;

/// <summary>People change an order, as long as it is a draft or pending, and move its status.</summary>
public sealed class ChangeOrder(WriteAccount account, ProductStore products, IIdSource ids)
{
    /// <summary>
    /// Refusals: <c>wrong-order-status</c>, <c>store-order</c>, <c>version-mismatch</c>, <c>validation-failed</c>, <c>currency-mismatch</c>,
    /// <c>product-not-available</c>, and when it is raised <c>customer-on-hold</c>, <c>credit-limit-exceeded</c>, not found.
    /// </summary>
    /// <param name="fits">Does the caller know this version?</param>
    public async Task<Outcome<Order>> RunAsync(CustomerId customerId, string id, OrderWish wish, Func<Order, bool> fits, Caller by, CancellationToken cancel)
    {
        var known = await products.OfAsync(wish.Sale.Lines, cancel);
        return await account.RunAsync<Order>(customerId, by, async at =>
        {
            var found = await at.PeoplesOrderAsync(id, cancel);
            if (found.IsRefused(out var refusal)) return refusal;
            var before = found.Value.Value;
            if (!fits(before)) return Refusal.Stale;
            if (before.Status is not (OrderStatus.Draft or OrderStatus.Pending)) return OrderRules.WrongStatus;
            var placed = at.Settings.Organisation.DateAt(before.CreatedAt);
            var faults = new Faults();
            if (wish.DueDate is { } due) faults.CheckDate(due, placed, "dueDate");
            var prepared = await at.ChangedSaleAsync(before.Sale, before.Terms, wish.Sale, known, faults, cancel);
            if (prepared.IsRefused(out refusal)) return refusal;
            var after = before with { Sale = prepared.Value.Sale, Terms = prepared.Value.Terms, DueDate = DueDateOf(before, prepared.Value.Terms, wish, placed) };
            var changes = OrderRules.Changes(before, after);
            if (changes.Count == 0) return new AccountChange<Order>(before);
            var admitted = after.Sale.Total > before.Sale.Total ? await at.AdmitAsync(after, cancel) : after;
            if (admitted.IsRefused(out refusal)) return refusal;
            after = admitted.Value;
            return at.Keeping(found.Value, Next(after, at), at.History(id, "changed", OrderRules.Changes(before, after)), await at.ContactUseAsync(before.Terms.ContactId, after.Terms.ContactId, cancel));
        }, cancel);
    }

    /// <summary>Refusals: <c>wrong-order-status</c>, <c>store-order</c>, and to confirm or reopen <c>customer-on-hold</c>, <c>credit-limit-exceeded</c>, not found.</summary>
    public Task<Outcome<Order>> MoveAsync(CustomerId customerId, string id, OrderMove move, Caller by, CancellationToken cancel)
    {
        var historyId = customerId.NewDocumentId(ids, IdPrefixes.History);
        return account.RunAsync<Order>(customerId, by, async at =>
        {
            var found = await at.PeoplesOrderAsync(id, cancel);
            if (found.IsRefused(out var refusal)) return refusal;
            var before = found.Value.Value;
            if (await at.WasDoneAsync(historyId, cancel)) return new AccountChange<Order>(before);
            if (OrderMoves.After(before.Status, move) is not { } status || (move == OrderMove.Cancel && !before.Invoiced.IsZero)) return OrderRules.WrongStatus;
            var after = Next(before with { Status = status, PendingReason = null }, at);
            // What waits goes on waiting, and what was invoiced can no longer begin to.
            var admitted = move is OrderMove.Confirm or OrderMove.Reopen
                ? await at.AdmitAsync(after, cancel, mayWait: before.Status != OrderStatus.Pending && before.Invoiced.IsZero)
                : after;
            if (admitted.IsRefused(out refusal)) return refusal;
            after = admitted.Value;
            return at.Keeping(found.Value, after, at.History(historyId, id, "changed", OrderRules.Changes(before, after)));
        }, cancel);
    }

    private static Order Next(Order order, AccountCase at) => order with { Version = order.Version + 1, UpdatedAt = at.Now };

    /// <summary>Unless somebody chose it, it follows the payment terms.</summary>
    private static DateOnly DueDateOf(Order before, SalesTerms terms, OrderWish wish, DateOnly placed)
    {
        var follows = wish.ClearsDueDate || before.DueDate == before.Terms.PaymentTerms.DueDate(placed);
        return wish.DueDate ?? (follows ? terms.PaymentTerms.DueDate(placed) : before.DueDate);
    }
}
