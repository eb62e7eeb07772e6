using Customers.Domain.Accounts;
using Customers.Domain.Amounts;
using Customers.Domain.Orders;
using Customers.Domain.Quotes;
using Customers.Domain.Sales;
using static Customers.Domain.Tests.Setup.Sample;

namespace Customers.Domain.Tests.Books;

internal static class OrderDeeds
{
    public static Act Create(BookScene scene, Step step)
    {
        var before = scene.Now;
        return new(null, async (_, books) => (await books.CreateOrder.RunAsync(scene.Id, new(Sale(step)) { Confirmed = step.A % 2 == 0 }, Ann, default)).Refusal, now => Keep(scene, before, now));
    }

    public static Act? Change(BookScene scene, Step step)
    {
        if (scene.Model.Orders.Pick(step.A) is not { } order) return null;
        var refused = order.Status == OrderStatus.Draft ? null : "wrong-order-status";
        return new(refused, async (_, books) => (await books.ChangeOrder.RunAsync(scene.Id, order.Id, new(Sale(step)), _ => true, Ann, default)).Refusal, now => Know(order, now));
    }

    public static Act? Move(BookScene scene, Step step)
    {
        if (scene.Model.Orders.Pick(step.A) is not { } order) return null;
        var move = (OrderMove)(step.B % 5);
        var allowed = OrderMoves.After(order.Status, move) is not null && !(move == OrderMove.Cancel && order.Invoiced > 0);
        return new(allowed ? null : "wrong-order-status", async (_, books) => (await books.ChangeOrder.MoveAsync(scene.Id, order.Id, move, Ann, default)).Refusal,
            _ => order.Status = OrderMoves.After(order.Status, move)!.Value);
    }

    public static Act Offer(BookScene scene, Step step) =>
        new(null, async (_, books) => (await books.Quotes.CreateAsync(scene.Id, new(Sale(step)), Ann, default)).Refusal, _ => { });

    public static Act? Accept(BookScene scene, Step step)
    {
        if (scene.Now.Quotes.Pick(step.A) is not { } quote) return null;
        var (before, expired) = (scene.Now, quote.StatusOn(scene.Today) == QuoteStatus.Expired);
        return new(expired ? "quote-expired" : null, async (_, books) => (await books.Accept.RunAsync(scene.Id, quote.Id, Ann, default)).Refusal, now =>
        {
            if (quote.Status == QuoteStatus.Open) Keep(scene, before, now);
        });
    }

    /// <summary>One to three lines, sometimes with a discount, a fee and shipping.</summary>
    public static SaleWish Sale(Step step) => new()
    {
        Currency = Eur,
        Terms = terms => terms,
        Lines = [.. Enumerable.Range(0, 1 + (step.A % 3)).Select(i => new LineWish(null, null, $"Thing {i}", (1 + ((step.B + i) % 8)) * 0.75m, Price((step.C * 37 % 9000) + i), TaxPercent: step.A % 2 == 0 ? 19 : 7.7m))],
        Adjustments = step.B % 3 == 0 ? [new(AdjustmentKind.Discount, 12.5m, null), new(AdjustmentKind.Shipping, null, Euros(490)), new(AdjustmentKind.CardFee, 1.5m, null)] : null,
    };

    private static void Keep(BookScene scene, KeptBooks before, KeptBooks now)
    {
        var order = new KeptOrder(Deeds.New(before.Orders, now.Orders, order => order.Id).Id);
        scene.Model.Orders.Add(order);
        Know(order, now);
    }

    private static void Know(KeptOrder order, KeptBooks now)
    {
        var kept = now.OrderOf(order.Id);
        (order.Total, order.Status) = (kept.Sale.Total.Minor, kept.Status);
        order.Ordered = [.. kept.Sale.Lines.Select(line => line.Quantity)];
        (order.Billed, order.Back, order.Handed) = (new decimal[order.Ordered.Length], new decimal[order.Ordered.Length], new decimal[order.Ordered.Length]);
    }

    private static UnitPrice Price(int thousandths) =>
        UnitPrice.TryFromUnits(1 + (thousandths / 1000m), Eur, out var price) ? price : throw new InvalidOperationException("That is no price.");
}
