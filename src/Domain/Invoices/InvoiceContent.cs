using Customers.Domain.Accounts;
using Customers.Domain.Catalogue;
using Customers.Domain.Documents;
using Customers.Domain.Orders;
using Customers.Domain.Outcomes;
using Customers.Domain.Payments;
using Customers.Domain.Sales;

namespace Customers.Domain.Invoices;

/// <summary>What an invoice is about.</summary>
/// <param name="Order">As it was, and as it is once this is invoiced; null for an invoice by itself.</param>
public sealed record InvoiceContent(Sale Sale, SalesTerms Terms, ChangedOrder? Order)
{
    public static Outcome<InvoiceContent> Of(Outcome<PreparedSale> prepared) =>
        prepared.IsRefused(out var refusal) ? refusal : new InvoiceContent(prepared.Value.Sale, prepared.Value.Terms, null);
}

/// <summary>An order that changes in a commit.</summary>
public sealed record ChangedOrder(Stored<Order> Was, Order Next);

public static class InvoicedOrders
{
    /// <summary>A due date counts from the date of issue, so that one is looked at first.</summary>
    public static Faults CheckDates(this Faults faults, InvoiceWish wish, DateOnly today)
    {
        faults.PastDate(wish.IssueDate, today, "issueDate");
        if (faults.Any) return faults;
        var issued = wish.IssueDate ?? today;
        return faults.Require(!(wish.DueDate < issued), "dueDate", "lies before the date of issue")
            .Require(!(wish.DueDate > issued.AddYears(5)), "dueDate", "lies more than five years after the date of issue");
    }

    /// <summary>What of the order is to be invoiced. Refusals: those of <see cref="PostInvoice"/>.</summary>
    public static async Task<Outcome<InvoiceContent>> OfOrderAsync(this AccountCase at, InvoiceWish wish, KnownProducts products, Faults faults, CancellationToken cancel)
    {
        var order = await at.BillableOrderAsync(wish.OrderId!, cancel);
        if (order.IsRefused(out var refusal)) return refusal;
        var was = order.Value.Value;
        var (whole, before) = (was.Sale, was.Quantities(line => line.Invoiced));
        var parts = PartWishes.Quantities(whole, PartOfSale.Rest(whole, before), wish.Parts, InvoiceRules.NothingLeft);
        if (parts.Refusal is { Faults: { } wrong }) foreach (var (field, told) in wrong) foreach (var fault in told) faults.Add(field, fault);
        var prepared = await at.ChangedSaleAsync(whole, was.Terms, wish.Sale, products, faults, cancel);
        if (prepared.IsRefused(out refusal) || parts.IsRefused(out refusal)) return refusal;
        var sale = PartOfSale.Take(whole, before, parts.Value);
        return new InvoiceContent(sale, prepared.Value.Terms, new(order.Value, was.Invoicing(parts.Value, sale.Total)));
    }

    /// <summary>An order of which something may be invoiced or delivered; refusals as of <see cref="NamedOrderAsync"/>, and <c>wrong-order-status</c>.</summary>
    public static async Task<Outcome<Stored<Order>>> BillableOrderAsync(this AccountCase at, string orderId, CancellationToken cancel)
    {
        var found = await at.NamedOrderAsync(orderId, cancel);
        return found.IsRefused(out _) || found.Value.Value.Status is OrderStatus.Confirmed or OrderStatus.Fulfilled ? found : OrderRules.WrongStatus;
    }

    /// <summary>The order that a request names: none of this customer is a fault of <c>orderId</c>, one of a store is refused as <c>store-order</c>.</summary>
    public static async Task<Outcome<Stored<Order>>> NamedOrderAsync(this AccountCase at, string orderId, CancellationToken cancel)
    {
        var found = await at.PeoplesOrderAsync(orderId, cancel);
        return found.Refusal == Refusal.NotFound ? Refusal.Invalid("orderId", "is no order of this customer") : found;
    }
}
