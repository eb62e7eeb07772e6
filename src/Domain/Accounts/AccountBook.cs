using Customers.Domain.Amounts;

namespace Customers.Domain.Accounts;

/// <summary>
/// Posts onto an account within one commit. Every document writes lines that balance; the sums of the account follow. The lines
/// of an allocation stand in the document last posted, or in one of their own where none was. Of store orders, money and credit
/// settle that order's invoices and no other (docs/adr/0003): the book is then opened with the postings of that order, and with
/// what people have allocated to them.
/// </summary>
/// <param name="postings">Whatever may be touched: open invoices, money and credit to use.</param>
/// <param name="blank">Makes the document that carries an allocation where no other was posted.</param>
public sealed class AccountBook(Account account, IEnumerable<Posting> postings, Func<PostingKind, Posting> blank)
{
    private readonly OrderedDictionary<string, Posting> _postings = new(postings.Select(p => KeyValuePair.Create(p.Id, p)));
    private readonly HashSet<string> _changed = [];
    private readonly List<string> _added = [];

    public Account Account { get; private set; } = account;

    public IEnumerable<Posting> All => _postings.Values;

    /// <summary>Postings that are new, or whose open amount or allocations changed.</summary>
    public IEnumerable<Posting> Changed => _postings.Values.Where(p => _changed.Contains(p.Id));

    /// <summary>Postings that are new.</summary>
    public IEnumerable<Posting> Added => _added.Select(id => _postings[id]);

    public Posting this[string id] => _postings[id];

    /// <param name="draft">With its due date.</param>
    public void Invoice(Posting draft, Breakdown amount)
    {
        var total = new Money(amount.Total, draft.Total.Currency);
        Add(draft with { Total = total, Open = total, Lines = [.. Line(LedgerAccount.Receivables, amount.Total), .. Revenue(amount, sign: -1)] });
        Sum(total.Currency, b => b with { Invoiced = b.Invoiced + amount.Total });
        Account = Account.WithDue(total.Currency, draft.DueDate!.Value, amount.Total);
    }

    /// <summary>Sold and paid in one step.</summary>
    public void CashSale(Posting draft, Breakdown amount)
    {
        var total = new Money(amount.Total, draft.Total.Currency);
        Add(draft with { Total = total, Open = Money.Zero(total.Currency), Lines = [.. Line(LedgerAccount.Bank, amount.Total), .. Revenue(amount, sign: -1)] });
        Sum(total.Currency, b => b with { Invoiced = b.Invoiced + amount.Total, Paid = b.Paid + amount.Total });
    }

    public void Credit(Posting draft, Breakdown amount)
    {
        AddCredit(draft, new(amount.Total, draft.Total.Currency), Revenue(amount, sign: 1));
        Sum(draft.Total.Currency, b => b with { Credited = b.Credited + amount.Total });
    }

    /// <param name="draft">With its total.</param>
    public void Pay(Posting draft)
    {
        AddCredit(draft, draft.Total, Line(LedgerAccount.Bank, draft.Total.Minor));
        Sum(draft.Total.Currency, b => b with { Paid = b.Paid + draft.Total.Minor });
    }

    /// <summary>Gives money back: from what is unallocated, and beyond that by opening settled invoices again, the last one first.</summary>
    /// <param name="draft">With its total, and the payment or credit note it is taken from; null takes it from any.</param>
    public void Refund(Posting draft)
    {
        var (amount, currency) = (draft.Total, draft.Total.Currency);
        Add(draft with { Open = Money.Zero(currency), Lines = [LedgerLine.Of(LedgerAccount.Unallocated, amount.Minor), LedgerLine.Of(LedgerAccount.Bank, -amount.Minor)] });
        Sum(currency, b => b with { Refunded = b.Refunded + amount.Minor });
        var sources = All.Where(p => p.IsCredit && p.OfStore == draft.OfStore && p.Total.Currency == currency && (draft.ConcernsId ?? p.Id) == p.Id).Select(p => p.Id).ToList();
        var unused = sources.Aggregate(Money.Zero(currency), (sum, id) => sum + this[id].Open);
        Free(sources, amount - Money.Min(unused, amount));
        foreach (var id in sources)
        {
            var part = Money.Min(amount, this[id].Open);
            if (part.IsZero) continue;
            Put(this[id] with { Open = this[id].Open - part });
            amount -= part;
        }

        Unallocated(draft.Total, -1);
    }

    /// <summary>Changes what is owed by an amount of its own; negative lowers it.</summary>
    /// <param name="draft">With its total.</param>
    public void Adjust(Posting draft)
    {
        Add(draft with { Open = Money.Zero(draft.Total.Currency), Lines = [LedgerLine.Of(LedgerAccount.Receivables, draft.Total.Minor), LedgerLine.Of(LedgerAccount.Adjustments, -draft.Total.Minor)] });
        Sum(draft.Total.Currency, b => b with { Adjusted = b.Adjusted + draft.Total.Minor });
    }

    /// <summary>Takes a payment back of which nothing was refunded: the invoices it settled are open again.</summary>
    /// <param name="draft">Naming the payment.</param>
    public void Void(Posting draft)
    {
        var payment = this[draft.ConcernsId!];
        Add(draft with { Total = payment.Total, Open = Money.Zero(payment.Total.Currency), Lines = [LedgerLine.Of(LedgerAccount.Unallocated, payment.Total.Minor), LedgerLine.Of(LedgerAccount.Bank, -payment.Total.Minor)] });
        Free([payment.Id], payment.Total - payment.Open);
        Put(this[payment.Id] with { Open = Money.Zero(payment.Total.Currency), Voided = true });
        Sum(payment.Total.Currency, b => b with { Paid = b.Paid - payment.Total.Minor });
        Unallocated(payment.Total, -1);
    }

    /// <summary>Uses open money and credit of people against open invoices, both oldest first.</summary>
    /// <param name="partly">May an invoice be paid in part? If not, it is left out where all that the account can use does not pay it.</param>
    /// <param name="most">Ends once so many documents have changed: more are for the next commit.</param>
    public void Settle(Currency currency, bool partly = true, int most = int.MaxValue) => Settle(currency, credit => credit.IsUsable, partly, most);

    /// <summary>
    /// Settles the invoices of a store's order with its own money and credit. They go before people's money: what of that is in
    /// their way is free again.
    /// </summary>
    public void SettleOfStore(Currency currency)
    {
        var peoples = All.Where(p => p is { IsCredit: true, OfStore: false } && p.Total.Currency == currency).ToList();
        var inTheWay = Sum(Open(currency, p => p is { IsCredit: true, OfStore: true })) - Sum(Open(currency, IsInvoice));
        var most = peoples.SelectMany(Allocated).Aggregate(Money.Zero(currency), (sum, to) => sum + to.Amount);
        Free(peoples.Select(p => p.Id), Money.Max(Money.Zero(currency), Money.Min(inTheWay, most)));
        Settle(currency, credit => credit.OfStore, partly: true, int.MaxValue);

        Money Sum(IEnumerable<Posting> some) => some.Aggregate(Money.Zero(currency), (sum, p) => sum + p.Open);
    }

    private void Settle(Currency currency, Func<Posting, bool> uses, bool partly, int most)
    {
        foreach (var invoice in Open(currency, IsInvoice))
        {
            var credits = Open(currency, p => p.IsCredit && uses(p));
            if (credits.Count == 0) return;
            if (!partly && Account.BalanceIn(currency).Usable < invoice.Open.Minor) continue;
            foreach (var credit in credits.TakeWhile(_ => !this[invoice.Id].Open.IsZero))
            {
                if (_changed.Count >= most) return;
                Allocate(credit.Id, invoice.Id, Money.Min(credit.Open, this[invoice.Id].Open));
            }
        }
    }

    /// <summary>Settles (or, negative, opens again) a part of an invoice.</summary>
    public void Allocate(string creditId, string invoiceId, Money part)
    {
        var (credit, invoice, currency) = (this[creditId], this[invoiceId], part.Currency);
        Put(credit with { Open = credit.Open - part, Allocations = With(credit.Allocations, invoiceId, part) });
        Put(invoice with { Open = invoice.Open - part, Credited = credit.Kind == PostingKind.CreditNote ? (invoice.Credited ?? Money.Zero(currency)) + part : invoice.Credited });
        var carrier = Added.LastOrDefault(p => p.Total.Currency == currency) ?? Add(blank(PostingKind.Allocation) with { ConcernsId = creditId, Total = Money.Zero(currency), Open = Money.Zero(currency) });
        Put(this[carrier.Id] with { Lines = [.. this[carrier.Id].Lines, LedgerLine.Of(LedgerAccount.Unallocated, part.Minor), LedgerLine.Of(LedgerAccount.Receivables, -part.Minor)] });
        Account = Account.WithDue(currency, invoice.DueDate!.Value, -part.Minor);
        Unallocated(part, -1);
    }

    /// <summary>What is open of the money is used only as somebody says from now on.</summary>
    public void Wait(string creditId) => Put(this[creditId] with { Waits = true });

    /// <summary>A credit note is about this invoice: it settles what is open of it.</summary>
    /// <param name="quantities">Of the invoice's lines; empty where only an amount is credited.</param>
    public void Correct(string invoiceId, string creditId, IReadOnlyList<decimal> quantities)
    {
        var (invoice, amount) = (this[invoiceId], this[creditId].Total);
        Put(invoice with
        {
            Corrected = (invoice.Corrected ?? Money.Zero(amount.Currency)) + amount,
            CorrectedLines = quantities.Count == 0 ? invoice.CorrectedLines : [.. quantities.Select((more, i) => more + invoice.CorrectedLines.ElementAtOrDefault(i))],
        });
        var part = Money.Min(amount, this[invoiceId].Open);
        if (!part.IsZero) Allocate(creditId, invoiceId, part);
    }

    /// <summary>Takes so much of these credits off the invoices they settle here, the last one first.</summary>
    private void Free(IEnumerable<string> credits, Money missing)
    {
        foreach (var (credit, to) in credits.SelectMany(id => Allocated(this[id]).Select(to => (id, to))).OrderByDescending(a => a.to.InvoiceId, StringComparer.Ordinal).ToList())
        {
            var part = Money.Min(missing, to.Amount);
            if (part.IsZero) return;
            Allocate(credit, to.InvoiceId, -part);
            missing -= part;
        }

        if (!missing.IsZero) throw new BooksDisagreeException("More was given back than was ever received.");
    }

    /// <summary>To invoices that the book was opened with.</summary>
    private IEnumerable<Allocation> Allocated(Posting credit) => credit.Allocations.Where(to => _postings.ContainsKey(to.InvoiceId));

    private static bool IsInvoice(Posting posting) => posting.Kind == PostingKind.Invoice;

    private List<Posting> Open(Currency currency, Func<Posting, bool> which) =>
    [
        .. All.Where(p => p.Total.Currency == currency && !p.Open.IsZero && which(p))
            .OrderBy(p => p.DueDate ?? p.Date).ThenBy(p => NumberOrder.KeyOf(p.Number), StringComparer.Ordinal).ThenBy(p => p.Id, StringComparer.Ordinal),
    ];

    private void AddCredit(Posting draft, Money amount, IEnumerable<LedgerLine> debits)
    {
        Add(draft with { Total = amount, Open = amount, Lines = [.. debits, LedgerLine.Of(LedgerAccount.Unallocated, -amount.Minor)] });
        Unallocated(amount, 1);
    }

    private static IReadOnlyList<Allocation> With(IReadOnlyList<Allocation> allocations, string invoiceId, Money part)
    {
        var sum = allocations.Where(to => to.InvoiceId == invoiceId).Aggregate(part, (so, to) => so + to.Amount);
        var others = allocations.Where(to => to.InvoiceId != invoiceId);
        return [.. sum.IsZero ? others : others.Append(new(invoiceId, sum))];
    }

    private static IEnumerable<LedgerLine> Revenue(Breakdown amount, int sign) =>
    [
        .. Line(LedgerAccount.Sales, sign * amount.Sales), .. Line(LedgerAccount.Discounts, -sign * amount.Discounts),
        .. Line(LedgerAccount.Shipping, sign * amount.Shipping), .. Line(LedgerAccount.Tax, sign * amount.Tax),
    ];

    private static IEnumerable<LedgerLine> Line(LedgerAccount account, long amount) => amount == 0 ? [] : [LedgerLine.Of(account, amount)];

    private void Unallocated(Money amount, int sign) => Sum(amount.Currency, b => b with { Unallocated = b.Unallocated + sign * amount.Minor });

    private void Sum(Currency currency, Func<Balance, Balance> change) => Account = Account.With(change(Account.BalanceIn(currency)));

    private Posting Add(Posting posting)
    {
        _added.Add(posting.Id);
        Put(posting);
        return posting;
    }

    private void Put(Posting posting)
    {
        if (posting.Open.IsNegative || (posting.Open > posting.Total && !posting.Open.IsZero)) throw new BooksDisagreeException($"{posting.Id} would be open with {posting.Open}.");
        var usable = UsableOf(posting) - (_postings.TryGetValue(posting.Id, out var before) ? UsableOf(before) : 0);
        if (usable != 0) Sum(posting.Total.Currency, b => b with { Usable = b.Usable + usable });
        var first = _changed.Add(posting.Id) && !_added.Contains(posting.Id);
        _postings[posting.Id] = first ? posting with { Version = posting.Version + 1 } : posting;
    }

    private static long UsableOf(Posting posting) => posting.IsUsable ? posting.Open.Minor : 0;
}
