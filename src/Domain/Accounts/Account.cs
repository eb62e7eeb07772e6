using System.Text.Json.Serialization;
using Customers.Domain.Amounts;
using Customers.Domain.Credit;
using Customers.Domain.Orders;

namespace Customers.Domain.Accounts;

/// <summary>
/// What a customer owes, per currency, and what the credit rule reads. Overdue amounts follow from <see cref="Due"/> and
/// the date asked for, so nothing is rewritten because a night has passed.
/// </summary>
public sealed record Account
{
    public required Currency Currency { get; init; }
    /// <summary>Counts changes; the second part of the customer's ETag.</summary>
    public int Version { get; init; } = 1;
    public Hold Hold { get; init; } = Hold.None;
    public IReadOnlyList<Balance> Balances { get; init; } = [];
    /// <summary>Sorted by date, then currency.</summary>
    public IReadOnlyList<OpenDue> Due { get; init; } = [];
    /// <summary>The settings' credit revision that the hold was last decided under.</summary>
    public long CreditRevision { get; init; }
    /// <summary>The next date on which time alone can change the decision.</summary>
    public DateOnly? CreditDueOn { get; init; }
    /// <summary>What its branches use of its limit, as far as they have told.</summary>
    public CreditUse Branches { get; init; }
    /// <summary>The limit is broken, branches counted: that holds its branches too.</summary>
    public bool LimitIsBroken { get; init; }
    /// <summary>Of a branch; null before it has told anything.</summary>
    public ToldParent? Told { get; init; }
    /// <summary>Of a branch; null before its parent has said anything.</summary>
    public ParentLimit? ParentLimit { get; init; }
    /// <summary>The last credit run that changed the hold, so that a repeated page counts it as its own.</summary>
    public string? ChangedByRun { get; init; }

    [JsonIgnore] public DateOnly? OldestDueDate => Due.Count == 0 ? null : Due[0].DueDate;
    [JsonIgnore] public bool HasBalance => Balances.Any(b => b.Owed != 0);
    /// <summary>Anything is owed, open, or to be used.</summary>
    [JsonIgnore] public bool IsOpen => Due.Count > 0 || Balances.Any(b => b.Owed != 0 || b.Unallocated != 0);
    /// <summary>Could the credit rule put or keep this account on hold, whatever the settings?</summary>
    [JsonIgnore] public bool ConcernsCredit => Hold.OnHold || LimitIsBroken || ParentLimit is not null || Branches != default || Balances.Any(b => b.Owed > 0 || b.OpenOrders > 0);
    /// <summary>What it uses of a limit itself.</summary>
    [JsonIgnore] public CreditUse Use => BalanceIn(Currency) is var balance ? new(balance.Owed, balance.OpenOrders) : default;

    public Balance BalanceIn(Currency currency) => Balances.FirstOrDefault(b => b.Currency == currency.Code) ?? new Balance(currency.Code);

    public Money Owed(Currency currency) => new(BalanceIn(currency).Owed, currency);

    public long AmountDue(string currency) => Due.Where(d => d.Currency == currency).Sum(d => d.Amount);

    /// <summary>Open on invoices whose due date lies before this date.</summary>
    public long OpenDueBefore(string currency, DateOnly date) => Due.Where(d => d.Currency == currency && d.DueDate < date).Sum(d => d.Amount);

    /// <summary>An order came or changed: what may still be invoiced of it counts as open.</summary>
    public Account WithOrder(Order? before, Order after)
    {
        var more = after.ToInvoice.Minor - (before?.ToInvoice.Minor ?? 0);
        var balance = BalanceIn(after.Currency);
        return more == 0 ? this : With(balance with { OpenOrders = balance.OpenOrders + more });
    }

    public Account With(Balance balance) =>
        this with { Balances = [.. Balances.Where(b => b.Currency != balance.Currency).Append(balance).OrderBy(b => b.Currency, StringComparer.Ordinal)] };

    /// <summary>With all that was posted on another account; the hold stays this one's.</summary>
    public Account Plus(Account other)
    {
        var sum = other.Balances.Aggregate(this, (account, balance) => account.With(account.BalanceIn(Currency.Parse(balance.Currency)) + balance));
        return other.Due.Aggregate(sum, (account, due) => account.WithDue(Currency.Parse(due.Currency), due.DueDate, due.Amount));
    }

    /// <summary>Adds to what is open on this due date; negative takes away. Below zero is a fault.</summary>
    public Account WithDue(Currency currency, DateOnly dueDate, long amount)
    {
        if (amount == 0) return this;
        var sum = amount + Due.Where(d => d.Currency == currency.Code && d.DueDate == dueDate).Sum(d => d.Amount);
        if (sum < 0) throw new BooksDisagreeException($"More was settled than is open on {dueDate:O}.");
        var others = Due.Where(d => d.Currency != currency.Code || d.DueDate != dueDate);
        return this with
        {
            Due = [.. (sum == 0 ? others : others.Append(new(currency.Code, dueDate, sum))).OrderBy(d => d.DueDate).ThenBy(d => d.Currency, StringComparer.Ordinal)],
        };
    }
}
