namespace Customers.Domain.Tests.Books;

/// <summary>All that is done to books.</summary>
public enum Deed
{
    CreateOrder, ChangeOrder, MoveOrder, OfferQuote, AcceptQuote, InvoiceOrder, Deliver, AnnounceReturn, ReceiveReturn,
    Invoice, SellForCash, CreditInvoice, CreditByItself, Pay, Allocate, Release, Refund, Adjust, Void, TellOfStore, AllowPartsOrNot, WaitADay,
}

internal static class Deeds
{
    /// <summary>Null where there is nothing to do it to.</summary>
    public static Act? ActOf(this Deed deed, BookScene scene, Step step) => deed switch
    {
        Deed.CreateOrder => OrderDeeds.Create(scene, step),
        Deed.ChangeOrder => OrderDeeds.Change(scene, step),
        Deed.MoveOrder => OrderDeeds.Move(scene, step),
        Deed.OfferQuote => OrderDeeds.Offer(scene, step),
        Deed.AcceptQuote => OrderDeeds.Accept(scene, step),
        Deed.InvoiceOrder => InvoiceDeeds.OfOrder(scene, step),
        Deed.Deliver => GoodsDeeds.Deliver(scene, step),
        Deed.AnnounceReturn => GoodsDeeds.Announce(scene, step),
        Deed.ReceiveReturn => GoodsDeeds.Receive(scene, step),
        Deed.Invoice => InvoiceDeeds.ByItself(scene, step),
        Deed.SellForCash => InvoiceDeeds.Cash(scene, step),
        Deed.CreditInvoice => CreditDeeds.OfInvoice(scene, step),
        Deed.CreditByItself => CreditDeeds.ByItself(scene, step),
        Deed.Pay => MoneyDeeds.Pay(scene, step),
        Deed.Allocate => MoneyDeeds.Allocate(scene, step),
        Deed.Release => MoneyDeeds.Release(scene, step),
        Deed.Refund => MoneyDeeds.Refund(scene, step),
        Deed.Adjust => MoneyDeeds.Adjust(scene, step),
        Deed.Void => MoneyDeeds.Void(scene, step),
        Deed.TellOfStore => StoreDeeds.Tell(scene, step),
        _ => null,
    };

    public static T? Pick<T>(this IReadOnlyList<T> some, int which) where T : class => some.Count == 0 ? null : some[which % some.Count];

    /// <summary>A document that was not there before.</summary>
    public static T New<T>(IEnumerable<T> before, IEnumerable<T> now, Func<T, string> id) => now.ExceptBy(before.Select(id), id).Single();

    /// <summary>Some amount, in cents.</summary>
    public static long Cents(int from) => 1 + (from * 7919L % 30_000);
}
