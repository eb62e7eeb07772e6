using Customers.Domain.Accounts;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Outcomes;
using Customers.Domain.Sales;

namespace Customers.Domain.Orders;

/// <summary>What people may do to an order, and what of it goes into a commit.</summary>
public static class OrderRules
{
    public static readonly Refusal WrongStatus = Refusal.Conflict("wrong-order-status", "The status of the order does not allow this.");
    private static readonly Refusal OfStore = Refusal.Conflict("store-order", "The order is its store's, which changes, bills, delivers and takes back.");

    /// <summary>An order that people keep; those of stores are refused, what moved on is not found.</summary>
    public static async Task<Outcome<Stored<Order>>> PeoplesOrderAsync(this AccountCase at, string id, CancellationToken cancel) =>
        await at.FindAsync(Order.Type, id, cancel) is not { Value.MovedTo: null } found ? Refusal.NotFound : found.Value.Source is not null ? OfStore : found;

    /// <summary>The order with the customer's account and count, and its history.</summary>
    public static AccountChange<Order> Keeping(this AccountCase at, Stored<Order>? before, Order order, Write history, params IEnumerable<Write> others) => new(order)
    {
        Customer = at.Customer with { Counts = at.Customer.Counts.With(before?.Value, order) },
        Account = at.Customer.Account.WithOrder(before?.Value, order),
        Writes = [Order.Type.Save(before, order), history, .. others],
    };

    public static IReadOnlyList<FieldChange> Changes(Order? before, Order after) =>
    [
        .. HistoryWriter.Between(Shown(before), Shown(after)),
        .. SaleChanges.Between(before?.Sale, before?.Terms, after.Sale, after.Terms),
    ];

    private static object Shown(Order? order) => new { order?.Number, order?.Status, order?.PendingReason, order?.DueDate };
}
