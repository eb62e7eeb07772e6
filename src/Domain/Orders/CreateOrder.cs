using Customers.Domain.Accounts;
using Customers.Domain.Catalogue;
using Customers.Domain.Credit;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;
using Customers.Domain.Sales;
using Customers.Domain.Settings;

namespace Customers.Domain.Orders;

/// <summary>People create an order. Running it again with the same ids finds the first.</summary>
public sealed class CreateOrder(CreateNumbered create, ProductStore products, TakeNumber numbers)
{
    /// <summary>Refusals: <c>validation-failed</c>, <c>currency-mismatch</c>, <c>product-not-available</c>, <c>customer-on-hold</c>, <c>credit-limit-exceeded</c>, <c>number-taken</c>, not found.</summary>
    public async Task<Outcome<Order>> RunAsync(CustomerId customerId, OrderWish wish, Caller by, CancellationToken cancel)
    {
        var known = await products.OfAsync(wish.Sale.Lines, cancel);
        return await create.RunAsync<Order>(customerId, IdPrefixes.Order, NumberedKind.Order, wish.Number, by, async (at, id, numberAsync) =>
        {
            if (await at.FindMadeAsync(Order.Type, id, cancel) is { } made) return new AccountChange<Order>(made);
            var faults = new Faults();
            if (wish.DueDate is { } due) faults.CheckDate(due, at.Today, "dueDate");
            await numbers.CheckAsync(NumberedKind.Order, wish.Number, faults, cancel);
            var prepared = await at.NewSaleAsync(wish.Sale, known, faults, cancel);
            if (prepared.IsRefused(out var refusal)) return refusal;
            var order = at.NewOrder(id, prepared.Value) with { Status = wish.Confirmed ? OrderStatus.Confirmed : OrderStatus.Draft };
            if (wish.DueDate is { } date) order = order with { DueDate = date };
            var admitted = await at.AdmitAsync(order, cancel);
            if (admitted.IsRefused(out refusal)) return refusal;
            var number = await numberAsync();
            if (number.IsRefused(out refusal)) return refusal;
            order = admitted.Value with { Number = number.Value };
            return at.Keeping(null, order, at.History(id, "created", OrderRules.Changes(null, order)), await at.ContactUseAsync(null, order.Terms.ContactId, cancel));
        }, cancel);
    }
}

public static class NewOrders
{
    /// <summary>A draft, due as its payment terms say; its number is to come.</summary>
    public static Order NewOrder(this AccountCase at, string id, PreparedSale prepared) => new()
    {
        Id = id,
        CustomerId = at.Customer.Id,
        Number = "",
        Status = OrderStatus.Draft,
        Sale = prepared.Sale,
        Terms = prepared.Terms,
        DueDate = prepared.Terms.PaymentTerms.DueDate(at.Today),
        CreatedAt = at.Now,
        UpdatedAt = at.Now,
    };
}
