using Customers.Domain.Amounts;

namespace Customers.Domain.Accounts;

/// <summary>One posting of the period. Of <paramref name="Debit"/> and <paramref name="Credit"/> one is zero.</summary>
/// <param name="Balance">What the customer owed after it.</param>
public sealed record StatementMovement(
    DateOnly Date, PostingKind Kind, string Number, string DocumentId, string? Description, Money Debit, Money Credit, Money Balance)
{
    /// <summary>The postings in order, with the balance that each left. A cash sale moves it up and down again.</summary>
    public static IReadOnlyList<StatementMovement> Follow(Money opening, IEnumerable<StatedPosting> postings)
    {
        var (balance, movements) = (opening, new List<StatementMovement>());
        foreach (var posting in postings)
            foreach (var change in posting.Kind == PostingKind.CashSale ? [posting.Total, -posting.Total] : new[] { posting.Effect })
            {
                balance += change;
                var none = Money.Zero(change.Currency);
                movements.Add(new(posting.Date, posting.Kind, posting.Number, posting.Id, posting.Reference ?? posting.Reason, Money.Max(change, none), Money.Max(-change, none), balance));
            }

        return movements;
    }
}

/// <summary>What is open. Both amounts are signed as the customer owes them: negative for a credit note and for money not yet allocated.</summary>
public sealed record StatementItem(string DocumentId, string Number, PostingKind Kind, DateOnly Date, DateOnly? DueDate, Money Total, Money Remaining)
{
    public static StatementItem Of(StatedPosting posting) => posting.Kind == PostingKind.Invoice
        ? new(posting.Id, posting.Number, posting.Kind, posting.Date, posting.DueDate, posting.Total, posting.Open)
        : new(posting.Id, posting.Number, posting.Kind, posting.Date, posting.DueDate, -posting.Total, -posting.Open);
}

/// <summary>What remains on open invoices, by days past the due date.</summary>
public sealed record Ageing(Money Current, Money Days1To30, Money Days31To60, Money Days61To90, Money Over90)
{
    public Money Total => Current + Days1To30 + Days31To60 + Days61To90 + Over90;

    public Ageing Plus(Ageing more) =>
        new(Current + more.Current, Days1To30 + more.Days1To30, Days31To60 + more.Days31To60, Days61To90 + more.Days61To90, Over90 + more.Over90);

    public static Ageing Of(Account account, Currency currency, DateOnly today)
    {
        return new(Late(int.MinValue, 0), Late(1, 30), Late(31, 60), Late(61, 90), Late(91, int.MaxValue));

        Money Late(int from, int to) => new(account.Due
            .Where(d => d.Currency == currency.Code && today.DayNumber - d.DueDate.DayNumber is var days && days >= from && days <= to)
            .Sum(d => d.Amount), currency);
    }
}
