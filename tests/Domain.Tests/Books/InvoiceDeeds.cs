using Customers.Domain.Accounts;
using Customers.Domain.Invoices;
using Customers.Domain.Orders;
using static Customers.Domain.Tests.Setup.Sample;

namespace Customers.Domain.Tests.Books;

internal static class InvoiceDeeds
{
    public static Act? OfOrder(BookScene scene, Step step)
    {
        if (scene.Model.Orders.Pick(step.A) is not { } order) return null;
        var (parts, taken) = GoodsDeeds.Parts(step, order.Ordered, order.Billed);
        var refused = order.Status is OrderStatus.Confirmed or OrderStatus.Fulfilled ? taken is null ? "exceeds-order" : null : "wrong-order-status";
        var wish = Dated(scene, step, new InvoiceWish(new() { Currency = Eur, Terms = terms => terms }) { OrderId = order.Id, Parts = parts });
        return Post(scene, wish, refused, invoice =>
        {
            order.Billed = GoodsDeeds.Plus(order.Billed, taken!);
            order.Invoiced += invoice.Total.Minor;
        });
    }

    public static Act ByItself(BookScene scene, Step step) => Post(scene, Dated(scene, step, new InvoiceWish(OrderDeeds.Sale(step))), null, _ => { });

    public static Act Cash(BookScene scene, Step step)
    {
        var before = scene.Now;
        return new(null, async (_, books) => (await books.CashSales.RunAsync(scene.Id, new(OrderDeeds.Sale(step)) { Date = scene.Today.AddDays(-step.C % 20) }, Ann, default)).Refusal, now =>
            scene.Model.Post(PostingKind.CashSale, Deeds.New(before.Of(PostingKind.CashSale), now.Of(PostingKind.CashSale), p => p.Id).Total.Minor));
    }

    private static InvoiceWish Dated(BookScene scene, Step step, InvoiceWish wish) =>
        wish with { IssueDate = scene.Today.AddDays(-step.C % 30), DueDate = scene.Today.AddDays(step.A % 4) };

    private static Act Post(BookScene scene, InvoiceWish wish, string? refused, Action<Posting> alsoLearn)
    {
        var (before, model) = (scene.Now, scene.Model);
        return new(refused, async (_, books) => (await books.Invoices.RunAsync(scene.Id, wish, Ann, default)).Refusal, now =>
        {
            var posting = Deeds.New(before.Of(PostingKind.Invoice), now.Of(PostingKind.Invoice), p => p.Id);
            Assert.Equal((wish.IssueDate, wish.DueDate, wish.OrderId, posting.Sale!.Total), (posting.Date, posting.DueDate, posting.OrderId, posting.Total));
            model.Invoices.Add(new(posting.Id, wish.DueDate!.Value, posting.Number, posting.Total.Minor, wish.OrderId) { Left = posting.Sale.Lines.Select((line, i) => KeyValuePair.Create(i, line.Quantity)).ToDictionary() });
            model.Post(PostingKind.Invoice, posting.Total.Minor);
            model.Settle(model.Oldest(), model.Usable(), model.Partly);
            alsoLearn(posting);
        });
    }
}
