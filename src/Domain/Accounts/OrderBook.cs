using Customers.Domain.Amounts;

namespace Customers.Domain.Accounts;

/// <summary>
/// Posts what changes about one order onto its customer's account, within one commit. Money and credit of an order settle
/// that order's invoices and no other, so that the account never depends on the order in which orders arrive.
/// </summary>
public sealed class OrderBook(Account account, IEnumerable<Posting> postings, Func<PostingKind, Posting> blank)
{
    private readonly List<Posting> _postings = [.. postings];
    private readonly HashSet<string> _changed = [];

    public Account Account { get; private set; } = account;

    /// <summary>Postings that are new or whose open amount changed.</summary>
    public IEnumerable<Posting> Changed => _postings.Where(p => _changed.Contains(p.Id));

    /// <summary>Postings that a later change may touch: invoices, which a refund may open again, and what is not used up.</summary>
    public IEnumerable<Posting> Alive => _postings.Where(p => p.Kind == PostingKind.Invoice || !p.Open.IsZero);

    /// <summary>How many postings are new.</summary>
    public int Added { get; private set; }

    public void Invoice(Breakdown amount, Currency currency, DateOnly dueDate)
    {
        if (amount.Total == 0) return;
        Add(blank(PostingKind.Invoice) with
        {
            DueDate = dueDate,
            Total = new(amount.Total, currency),
            Open = new(amount.Total, currency),
            Lines = [LedgerLine.Of(LedgerAccount.Receivables, amount.Total), .. Revenue(amount, sign: -1)],
        });
        Account = Account.With(Sums(currency) with { Invoiced = Sums(currency).Invoiced + amount.Total }).WithDue(currency, dueDate, amount.Total);
    }

    public void Credit(Breakdown amount, Currency currency)
    {
        if (amount.Total == 0) return;
        AddCredit(PostingKind.CreditNote, new(amount.Total, currency), [.. Revenue(amount, sign: 1)]);
        Account = Account.With(Sums(currency) with { Credited = Sums(currency).Credited + amount.Total });
    }

    public void Pay(Money amount)
    {
        if (amount.IsZero) return;
        AddCredit(PostingKind.Payment, amount, [LedgerLine.Of(LedgerAccount.Bank, amount.Minor)]);
        Account = Account.With(Sums(amount.Currency) with { Paid = Sums(amount.Currency).Paid + amount.Minor });
    }

    /// <summary>Gives money back: from what is unallocated, and beyond that by opening the order's invoices again.</summary>
    public void Refund(Money amount)
    {
        if (amount.IsZero) return;
        Add(blank(PostingKind.Refund) with
        {
            Total = amount,
            Open = Money.Zero(amount.Currency),
            Lines = [LedgerLine.Of(LedgerAccount.Unallocated, amount.Minor), LedgerLine.Of(LedgerAccount.Bank, -amount.Minor)],
        });
        Account = Account.With(Sums(amount.Currency) with { Refunded = Sums(amount.Currency).Refunded + amount.Minor });
        var unused = Math.Min(amount.Minor, Credits(amount.Currency).Sum(c => c.Open.Minor));
        UseCredits(unused, amount.Currency);
        Reopen(amount.Minor - unused, amount.Currency);
        ChangeUnallocated(-amount.Minor, amount.Currency);
    }

    /// <summary>Uses open money and credit against open invoices, oldest first; the entries stand in the last document posted.</summary>
    public void Settle(Currency currency)
    {
        var credit = Credits(currency).Sum(c => c.Open.Minor);
        foreach (var invoice in Invoices(currency).Where(i => i.Open.Minor > 0).OrderBy(i => i.DueDate).ThenBy(i => i.Id, StringComparer.Ordinal).ToList())
        {
            var part = Math.Min(credit, invoice.Open.Minor);
            if (part == 0) break;
            credit -= part;
            Move(invoice, part);
            UseCredits(part, currency);
        }
    }

    private void Reopen(long missing, Currency currency)
    {
        foreach (var invoice in Invoices(currency).OrderByDescending(i => i.Id, StringComparer.Ordinal).ToList())
        {
            var part = Math.Min(missing, invoice.Settled.Minor);
            if (part == 0) continue;
            missing -= part;
            Move(invoice, -part);
        }
        if (missing > 0) throw new InvalidOperationException("More was given back than was ever received.");
    }

    /// <summary>Settles (or, negative, opens again) a part of an invoice against unallocated money.</summary>
    private void Move(Posting invoice, long part)
    {
        Put(invoice with { Open = invoice.Open - new Money(part, invoice.Total.Currency) });
        var last = _postings[^1];
        Put(last with { Lines = [.. last.Lines, LedgerLine.Of(LedgerAccount.Unallocated, part), LedgerLine.Of(LedgerAccount.Receivables, -part)] });
        Account = Account.WithDue(invoice.Total.Currency, invoice.DueDate!.Value, -part);
        ChangeUnallocated(-part, invoice.Total.Currency);
    }

    private void UseCredits(long amount, Currency currency)
    {
        foreach (var credit in Credits(currency).ToList())
        {
            if (amount == 0) return;
            var part = Math.Min(amount, credit.Open.Minor);
            amount -= part;
            Put(credit with { Open = credit.Open - new Money(part, currency) });
        }
    }

    private void AddCredit(PostingKind kind, Money amount, IReadOnlyList<LedgerLine> debits)
    {
        Add(blank(kind) with { Total = amount, Open = amount, Lines = [.. debits, LedgerLine.Of(LedgerAccount.Unallocated, -amount.Minor)] });
        ChangeUnallocated(amount.Minor, amount.Currency);
    }

    private void ChangeUnallocated(long by, Currency currency) =>
        Account = Account.With(Sums(currency) with { Unallocated = Sums(currency).Unallocated + by });

    private static IEnumerable<LedgerLine> Revenue(Breakdown amount, int sign) => new (LedgerAccount Account, long Amount)[]
    {
        (LedgerAccount.Sales, amount.Sales), (LedgerAccount.Discounts, -amount.Discounts), (LedgerAccount.Shipping, amount.Shipping), (LedgerAccount.Tax, amount.Tax),
    }.Where(part => part.Amount != 0).Select(part => LedgerLine.Of(part.Account, sign * part.Amount));

    private IEnumerable<Posting> Invoices(Currency currency) => _postings.Where(p => p.Kind == PostingKind.Invoice && p.Total.Currency == currency);

    private IEnumerable<Posting> Credits(Currency currency) =>
        _postings.Where(p => p.Kind is PostingKind.Payment or PostingKind.CreditNote && p.Total.Currency == currency && p.Open.Minor > 0);

    private Balance Sums(Currency currency) => Account.BalanceIn(currency);

    private void Add(Posting posting)
    {
        _postings.Add(posting);
        Added++;
        _changed.Add(posting.Id);
    }

    private void Put(Posting posting)
    {
        _postings[_postings.FindIndex(p => p.Id == posting.Id)] = posting;
        _changed.Add(posting.Id);
    }
}
