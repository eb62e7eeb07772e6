using Customers.Domain.Accounts;
using Customers.Domain.Orders;
using Customers.Domain.Sales;
using static Customers.Domain.Tests.Setup.Sample;

namespace Customers.Domain.Tests.Books;

internal static class GoodsDeeds
{
    public static Act? Deliver(BookScene scene, Step step)
    {
        if (scene.Model.Orders.Pick(step.A) is not { } order) return null;
        var (parts, taken) = Parts(step, order.Ordered, order.Handed);
        var refused = order.Status is OrderStatus.Confirmed or OrderStatus.Fulfilled ? taken is null ? "exceeds-order" : null : "wrong-order-status";
        return new(refused, async (_, books) => (await books.Deliveries.RunAsync(scene.Id, new(order.Id, parts, null, null, null), Ann, default)).Refusal, _ => order.Handed = Plus(order.Handed, taken!));
    }

    public static Act? Announce(BookScene scene, Step step)
    {
        if (scene.Model.Orders.Pick(step.A) is not { } order) return null;
        var (before, (parts, taken)) = (scene.Now, Parts(step, order.Billed, order.Back));
        return new(taken is null ? "exceeds-order" : null, async (_, books) => (await books.Returns.CreateAsync(scene.Id, new(order.Id, parts, "Too small", null), Ann, default)).Refusal, now =>
        {
            order.Back = Plus(order.Back, taken!);
            scene.Model.Returns.Add(Deeds.New(before.Returns, now.Returns, r => r.Id).Id, (order.Id, false));
        });
    }

    public static Act? Receive(BookScene scene, Step step)
    {
        if (scene.Model.Returns.Keys.Order(StringComparer.Ordinal).ToList().Pick(step.A) is not { } id) return null;
        var ((orderId, received), model) = (scene.Model.Returns[id], scene.Model);
        var tooMuch = !received && scene.Now.Returns.Single(r => r.Id == id).Sale.Total.Minor > model.Creditable(orderId);
        return new(tooMuch ? "credit-exceeds-invoice" : null, async (_, books) => (await books.Returns.ReceiveAsync(scene.Id, id, Ann, default)).Refusal, now =>
        {
            if (received) return;
            model.Returns[id] = (orderId, true);
            var announced = now.Returns.Single(r => r.Id == id);
            var credit = CreditDeeds.Hold(model, now, announced.CreditNoteId!);
            Assert.Equal(announced.Sale.Total.Minor, credit.Total);
            model.Settle(model.Oldest(invoice => invoice.OrderId == orderId), [credit], partly: true);
        });
    }

    /// <summary>All that is left, or some of one line.</summary>
    /// <returns>What is asked for; and of each line how much that is, null where there is not so much.</returns>
    public static (IReadOnlyList<PartWish>? Parts, decimal[]? Taken) Parts(Step step, decimal[] of, decimal[] before)
    {
        decimal[] left = [.. of.Zip(before, (all, taken) => all - taken)];
        if (step.B % 3 == 0) return (null, left.Any(quantity => quantity > 0) ? left : null);
        var (line, quantity) = (step.C % of.Length, (1 + (step.B % 7)) * 0.25m);
        return ([new(line + 1, null, null, null, quantity)], quantity > left[line] ? null : [.. left.Select((_, i) => i == line ? quantity : 0)]);
    }

    public static decimal[] Plus(decimal[] some, decimal[] more) => [.. some.Zip(more, (a, b) => a + b)];
}
