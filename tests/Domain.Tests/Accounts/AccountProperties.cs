using Customers.Domain.Accounts;
using Customers.Domain.Amounts;
using FsCheck;
using FsCheck.Fluent;

namespace Customers.Domain.Tests.Accounts;

public sealed class AccountProperties
{
    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(400);
    private static readonly Arbitrary<Target[]> Histories = Target.Any.ArrayOf().Resize(25).ToArbitrary();

    [Fact]
    public void Every_posting_balances_after_every_step() => AfterEveryStep(history =>
        Assert.All(history.Postings, p => Assert.Equal(p.Lines.Sum(l => l.Debit), p.Lines.Sum(l => l.Credit))));

    [Fact]
    public void Each_order_comes_to_its_billed_and_paid() => Prop.ForAll(Histories, targets =>
    {
        var history = new OrderHistory();
        foreach (var target in targets)
        {
            history.Apply(target);
            var posted = history.PostedOf(target.Order);
            Assert.Equal((target.Billed, target.Paid), (posted.Invoiced - posted.Credited, posted.Paid - posted.Refunded));
            Assert.Equal(posted.Invoiced, Sum(history, target.Order, PostingKind.Invoice, p => p.Total));
            Assert.Equal(posted.Credited, Sum(history, target.Order, PostingKind.CreditNote, p => p.Total));
            Assert.Equal(posted.Paid, Sum(history, target.Order, PostingKind.Payment, p => p.Total));
            Assert.Equal(posted.Refunded, Sum(history, target.Order, PostingKind.Refund, p => p.Total));
            Assert.True(posted.Credited >= target.Refunded && posted.Refunded >= target.Refunded, "A refund of the store raises credited and refunded.");
        }
    }).Check(Runs);

    [Fact]
    public void The_ledger_knows_each_part_of_what_an_order_is_billed_for() => Prop.ForAll(Histories, targets =>
    {
        var history = new OrderHistory();
        foreach (var target in targets)
        {
            history.Apply(target);
            var net = history.PostedOf(target.Order).Net;
            var lines = history.PostingsOf(target.Order).SelectMany(p => p.Lines).ToList();
            Assert.Equal(net, new Breakdown(-Net(lines, LedgerAccount.Sales), Net(lines, LedgerAccount.Discounts), -Net(lines, LedgerAccount.Shipping), -Net(lines, LedgerAccount.Tax)));
            Assert.Equal(target.Billed, net.Total);
        }
    }).Check(Runs);

    [Fact]
    public void The_account_is_what_its_ledger_lines_say() => AfterEveryStep(history =>
    {
        foreach (var balance in history.Account.Balances)
        {
            var lines = history.Postings.Where(p => p.Total.Currency.Code == balance.Currency).SelectMany(p => p.Lines).ToList();
            Assert.Equal(balance.Owed, Net(lines, LedgerAccount.Receivables) + Net(lines, LedgerAccount.Unallocated));
            Assert.Equal(history.Account.AmountDue(balance.Currency), Net(lines, LedgerAccount.Receivables));
            Assert.Equal(balance.Unallocated, -Net(lines, LedgerAccount.Unallocated));
            Assert.Equal(balance.Owed, history.Account.AmountDue(balance.Currency) - balance.Unallocated);
            Assert.Equal(balance.Paid - balance.Refunded, Net(lines, LedgerAccount.Bank));
        }
    });

    [Fact]
    public void What_is_due_and_unallocated_is_what_documents_leave_open() => AfterEveryStep(history =>
    {
        foreach (var balance in history.Account.Balances)
        {
            var postings = history.Postings.Where(p => p.Total.Currency.Code == balance.Currency).ToList();
            Assert.Equal(history.Account.AmountDue(balance.Currency), postings.Where(p => p.Kind == PostingKind.Invoice).Sum(p => p.Open.Minor));
            Assert.Equal(balance.Unallocated, postings.Where(p => p.Kind != PostingKind.Invoice).Sum(p => p.Open.Minor));
            foreach (var day in postings.Where(p => p.Kind == PostingKind.Invoice).GroupBy(p => p.DueDate))
                Assert.Equal(day.Sum(p => p.Open.Minor), history.Account.Due.Where(d => d.Currency == balance.Currency && d.DueDate == day.Key).Sum(d => d.Amount));
        }
    });

    [Fact]
    public void Nothing_is_ever_negative_or_settled_beyond_its_total() => AfterEveryStep(history =>
    {
        Assert.All(history.Postings, p => Assert.True(p.Open.Minor >= 0 && p.Open <= p.Total && p.Total.Minor > 0 != (p.Kind == PostingKind.Allocation), $"{p}"));
        Assert.All(history.Postings.SelectMany(p => p.Lines), line => Assert.True(line is { Debit: >= 0, Credit: >= 0 }));
        Assert.All(history.Account.Due, d => Assert.True(d.Amount > 0));
        Assert.All(history.Account.Balances, b => Assert.True(b is { Invoiced: >= 0, Paid: >= 0, Credited: >= 0, Refunded: >= 0, Unallocated: >= 0 }));
        // Allocated on both sides alike: credit used less what refunds took equals what invoices had settled.
        var (invoices, credits) = (history.Postings.Where(p => p.Kind == PostingKind.Invoice), history.Postings.Where(p => p.Kind is PostingKind.Payment or PostingKind.CreditNote));
        var refunds = history.Postings.Where(p => p.Kind == PostingKind.Refund).Sum(p => p.Total.Minor);
        Assert.Equal(invoices.Sum(p => p.Settled.Minor), credits.Sum(p => p.Settled.Minor) - refunds);
    });

    [Fact]
    public void Posted_lines_never_change() => Prop.ForAll(Histories, targets =>
    {
        var history = new OrderHistory();
        foreach (var target in targets)
        {
            var before = history.Postings.ToDictionary(p => p.Id);
            foreach (var posting in history.Apply(target).Where(p => before.ContainsKey(p.Id)))
                Assert.Equal(before[posting.Id], posting with { Open = before[posting.Id].Open, Allocations = before[posting.Id].Allocations, Credited = before[posting.Id].Credited, Version = before[posting.Id].Version });
        }
    }).Check(Runs);

    [Fact]
    public void Net_figures_do_not_depend_on_the_versions_seen_in_between() => Prop.ForAll(Histories, targets =>
    {
        var (all, last) = (new OrderHistory(), new OrderHistory());
        foreach (var target in targets) all.Apply(target);
        foreach (var target in targets.GroupBy(t => t.Order).Select(of => of.Last())) last.Apply(target);
        for (var order = 0; order < 4; order++) Assert.Equal(Figures(last, OrderHistory.CurrencyOf(order)), Figures(all, OrderHistory.CurrencyOf(order)));
    }).Check(Runs);

    [Fact]
    public void Applying_a_target_again_posts_nothing() => Prop.ForAll(Histories, targets =>
    {
        var history = new OrderHistory();
        foreach (var target in targets)
        {
            history.Apply(target);
            Assert.Empty(history.Apply(target));
        }
    }).Check(Runs);

    private static void AfterEveryStep(Action<OrderHistory> holds) => Prop.ForAll(Histories, targets =>
    {
        var history = new OrderHistory();
        foreach (var target in targets)
        {
            history.Apply(target);
            holds(history);
        }
    }).Check(Runs);

    private static (long Owed, long Due, long Unallocated) Figures(OrderHistory history, Currency currency) =>
        (history.Account.Owed(currency).Minor, history.Account.AmountDue(currency.Code), history.Account.BalanceIn(currency).Unallocated);

    private static long Net(IEnumerable<LedgerLine> lines, LedgerAccount account) => lines.Where(l => l.Account == account).Sum(l => l.Debit - l.Credit);

    private static long Sum(OrderHistory history, int order, PostingKind kind, Func<Posting, Money> amount) =>
        history.PostingsOf(order).Where(p => p.Kind == kind).Sum(p => amount(p).Minor);
}
