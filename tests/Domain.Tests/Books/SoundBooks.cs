using Customers.Domain.Accounts;
using Customers.Domain.Amounts;
using Customers.Domain.Orders;

namespace Customers.Domain.Tests.Books;

/// <summary>What must be true of a customer's books whatever was done (CONTRACT §5).</summary>
internal static class SoundBooks
{
    public static void AssertSound(this KeptBooks books)
    {
        Assert.All(books.Postings, p => Assert.Equal(p.Lines.Sum(line => line.Debit), p.Lines.Sum(line => line.Credit)));
        Assert.All(books.Postings, p => Assert.InRange(p.Open.Minor, 0, Math.Max(0, p.Total.Minor)));
        Assert.Equal(books.Postings.Select(p => p.Total.Currency.Code).Except(books.Account.Balances.Select(b => b.Currency)), []);
        Assert.Equal(books.Account.Balances.Select(b => b.Currency).Distinct(), books.Account.Balances.Select(b => b.Currency));
        foreach (var currency in books.Currencies) books.AssertAccount(currency);
        books.AssertDue();
        foreach (var credit in books.Postings.Where(p => p.IsCredit)) books.AssertCredit(credit);
        foreach (var invoice in books.Of(PostingKind.Invoice)) books.AssertInvoice(invoice);
        foreach (var order in books.Orders.Where(order => order.Source is null)) books.AssertOrder(order);
        foreach (var order in books.Orders.Where(order => order.Source is not null)) books.AssertStoreOrder(order);
        books.AssertSums();
        books.AssertCounts();
    }

    private static void AssertAccount(this KeptBooks books, Currency currency)
    {
        var (balance, postings) = (books.Account.BalanceIn(currency), books.Postings.Where(p => p.Total.Currency == currency).ToList());
        Assert.Equal(
            (balance.Invoiced, balance.Paid, balance.Credited, balance.Refunded, balance.Adjusted),
            (Sum(PostingKind.Invoice) + Sum(PostingKind.CashSale), Sum(PostingKind.Payment) + Sum(PostingKind.CashSale) - Sum(PostingKind.Void), Sum(PostingKind.CreditNote), Sum(PostingKind.Refund), Sum(PostingKind.Adjustment)));
        Assert.Equal(balance.Owed, Net(LedgerAccount.Receivables) + Net(LedgerAccount.Unallocated));
        Assert.Equal(balance.Owed, postings.Sum(KeptBooks.EffectOf));
        Assert.Equal(balance.Paid - balance.Refunded, Net(LedgerAccount.Bank));
        var due = postings.Where(p => p.Kind == PostingKind.Invoice).Sum(p => p.Open.Minor);
        Assert.Equal((due, due + balance.Adjusted), (books.Account.AmountDue(currency.Code), Net(LedgerAccount.Receivables)));
        var unallocated = postings.Where(p => p.IsCredit).Sum(p => p.Open.Minor);
        Assert.Equal(postings.Where(p => p is { IsCredit: true, OfStore: false, Waits: false }).Sum(p => p.Open.Minor), balance.Usable);
        Assert.Equal((unallocated, unallocated), (balance.Unallocated, -Net(LedgerAccount.Unallocated)));
        Assert.Equal(books.Orders.Where(o => o.Currency == currency && o is { Source: null, Status: OrderStatus.Confirmed or OrderStatus.Fulfilled }).Sum(o => o.Sale.Total.Minor - o.InvoicedByPeople), balance.OpenOrders);

        long Sum(PostingKind kind) => postings.Where(p => p.Kind == kind).Sum(p => p.Total.Minor);
        long Net(LedgerAccount account) => postings.SelectMany(p => p.Lines).Where(line => line.Account == account).Sum(line => line.Debit - line.Credit);
    }

    private static void AssertDue(this KeptBooks books) => Assert.Equal(
        books.Of(PostingKind.Invoice).Where(p => !p.Open.IsZero).GroupBy(p => (p.DueDate!.Value, p.Total.Currency.Code)).OrderBy(day => day.Key).Select(day => new OpenDue(day.Key.Code, day.Key.Value, day.Sum(p => p.Open.Minor))),
        books.Account.Due);

    private static void AssertCredit(this KeptBooks books, Posting credit)
    {
        var allocated = credit.Allocations.Sum(to => to.Amount.Minor);
        Assert.All(credit.Allocations, to => Assert.True(to.Amount.Minor > 0));
        Assert.Equal(credit.Allocations.Select(to => to.InvoiceId).Distinct(), credit.Allocations.Select(to => to.InvoiceId));
        Assert.All(credit.Allocations, to => Assert.Single(books.Postings, p => p.Id == to.InvoiceId && p.Kind == PostingKind.Invoice && (!credit.OfStore || p.OrderId == credit.OrderId)));
        if (credit.Voided) Assert.Equal((0, 0), (allocated, credit.Open.Minor));
        else if (!credit.OfStore) Assert.Equal(credit.Total.Minor, allocated + credit.Open.Minor + books.Of(PostingKind.Refund).Where(p => p.ConcernsId == credit.Id).Sum(p => p.Total.Minor));
    }

    private static void AssertInvoice(this KeptBooks books, Posting invoice)
    {
        var settled = books.Postings.Where(p => p.IsCredit).SelectMany(p => p.Allocations.Where(to => to.InvoiceId == invoice.Id).Select(to => (p.Kind, to.Amount.Minor))).ToList();
        Assert.Equal(settled.Sum(part => part.Minor), invoice.Settled.Minor);
        Assert.Equal(settled.Where(part => part.Kind == PostingKind.CreditNote).Sum(part => part.Minor), invoice.Credited?.Minor ?? 0);
        var corrected = books.Of(PostingKind.CreditNote).Where(p => p.ConcernsId == invoice.Id).Sum(p => p.Total.Minor);
        Assert.Equal(corrected, invoice.Corrected?.Minor ?? 0);
        Assert.InRange(corrected, 0, invoice.Total.Minor);
    }

    private static void AssertOrder(this KeptBooks books, Order order)
    {
        var invoices = books.Of(PostingKind.Invoice).Where(p => p.OrderId == order.Id).ToList();
        var (invoiced, paid) = (invoices.Sum(p => p.Total.Minor), invoices.Sum(p => p.Settled.Minor));
        var owed = order.Status == OrderStatus.Cancelled ? invoiced : order.Sale.Total.Minor;
        Assert.Equal((invoiced, paid, owed - paid), (order.Invoiced.Minor, order.Paid.Minor, order.Remaining.Minor));
        Assert.InRange(books.Of(PostingKind.CreditNote).Where(p => p.OrderId == order.Id).Sum(p => p.Total.Minor), 0, invoiced);
        Assert.Equal(invoices.Sum(p => p.Sale!.Lines.Sum(line => line.Quantity)), order.Progress.Sum(line => line.Invoiced));
        Assert.Equal(books.Deliveries.Where(d => d.OrderId == order.Id).Sum(d => d.Lines.Sum(line => line.Quantity)), order.Progress.Sum(line => line.Delivered));
        Assert.Equal(books.Returns.Where(r => r.OrderId == order.Id).Sum(r => r.Sale.Lines.Sum(line => line.Quantity)), order.Progress.Sum(line => line.Returned));
        foreach (var (line, progress) in order.Sale.Lines.Zip(order.Progress))
        {
            Assert.InRange(progress.Invoiced, progress.Returned, line.Quantity);
            Assert.InRange(progress.Delivered, 0, line.Quantity);
        }

        // In whatever parts it went, the parts come to the whole.
        if (invoices.Count > 0 && order.Progress.Sum(line => line.Invoiced) == order.Sale.Lines.Sum(line => line.Quantity)) Assert.Equal(order.Sale.Total.Minor, invoiced);
        else Assert.InRange(invoiced, 0, order.Sale.Total.Minor);
    }

    private static void AssertStoreOrder(this KeptBooks books, Order order)
    {
        var own = books.Postings.Where(p => p.OrderId == order.Id && p.OfStore && p.Total.Currency == order.Currency).ToList();
        var invoices = own.Where(p => p.Kind == PostingKind.Invoice).Select(p => p.Id).ToHashSet();
        var byPeople = books.Postings.Where(p => p is { IsCredit: true, OfStore: false }).SelectMany(p => p.Allocations).Where(to => invoices.Contains(to.InvoiceId)).Sum(to => to.Amount.Minor);
        Assert.Equal((Sum(PostingKind.Invoice) - Sum(PostingKind.CreditNote), Sum(PostingKind.Payment) - Sum(PostingKind.Refund) + byPeople), (order.Invoiced.Minor, order.Paid.Minor));
        Assert.Equal(own.Where(p => p.IsCredit).Sum(p => p.Refunded.Minor), Sum(PostingKind.Refund));
        // A store's money goes before that of people, so none of it lies idle while theirs settles the order.
        if (byPeople > 0) Assert.All(own, p => Assert.True(!p.IsCredit || p.Open.IsZero));
        Assert.All(order.Posted.Postings, copy => Assert.Equal(order.Currency, copy.Total.Currency));
        foreach (var copy in order.Posted.Postings) Assert.Equivalent(books.Postings.Single(p => p.Id == copy.Id), copy, strict: true);

        long Sum(PostingKind kind) => own.Where(p => p.Kind == kind).Sum(p => p.Total.Minor);
    }

    private static void AssertSums(this KeptBooks books)
    {
        Assert.Equal(books.Years.SelectMany(year => year.Days.Select(_ => year.Year)), books.Years.SelectMany(year => year.Days.Select(day => day.Date.Year)));
        var days = books.Postings.Where(p => p.Kind != PostingKind.Allocation).GroupBy(p => (p.Date, p.Total.Currency.Code)).OrderBy(day => day.Key);
        // A day may come to nothing: a payment that was voided on it.
        Assert.Equal(days.Select(SumsOf).Where(IsSomething), books.Years.SelectMany(year => year.Days).Where(IsSomething).OrderBy(day => (day.Date, day.Currency)));

        static bool IsSomething(DaySums day) => day != new DaySums(day.Date, day.Currency);
    }

    private static DaySums SumsOf(IGrouping<(DateOnly Date, string Currency), Posting> day)
    {
        return new(day.Key.Date, day.Key.Currency)
        {
            Invoiced = Sum(PostingKind.Invoice) + Sum(PostingKind.CashSale), Paid = Sum(PostingKind.Payment) + Sum(PostingKind.CashSale) - Sum(PostingKind.Void),
            Credited = Sum(PostingKind.CreditNote), Refunded = Sum(PostingKind.Refund), Adjusted = Sum(PostingKind.Adjustment),
            Sales = -Net(LedgerAccount.Sales) - Net(LedgerAccount.Discounts), Shipping = -Net(LedgerAccount.Shipping), Tax = -Net(LedgerAccount.Tax),
            Invoices = day.Count(p => p.Kind is PostingKind.Invoice or PostingKind.CashSale),
        };

        long Sum(PostingKind kind) => day.Where(p => p.Kind == kind).Sum(p => p.Total.Minor);
        long Net(LedgerAccount account) => day.SelectMany(p => p.Lines).Where(line => line.Account == account).Sum(line => line.Debit - line.Credit);
    }

    private static void AssertCounts(this KeptBooks books)
    {
        var counts = books.Customer.Counts;
        Assert.Equal(
            (books.Orders.Count(order => order.MovedTo is null), books.Quotes.Count, books.Returns.Count, books.Deliveries.Count, books.Of(PostingKind.Invoice).Count(), books.Of(PostingKind.CreditNote).Count(), books.Of(PostingKind.Payment).Count(), books.Of(PostingKind.CashSale).Count()),
            (counts.Orders, counts.Quotes, counts.Returns, counts.DeliveryNotes, counts.Invoices, counts.CreditNotes, counts.Payments, counts.CashSales));
    }
}
