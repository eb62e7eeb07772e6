using Customers.Domain.Accounts;
using Customers.Domain.Amounts;
using Customers.Domain.Credit;
using Customers.Domain.Customers;

namespace Customers.Functions.Api;

/// <summary>What a customer owes as of a date (CONTRACT §5). Amounts are decimal strings in the currency beside them.</summary>
public sealed record AccountResponse(
    DateOnly AsOf, IReadOnlyList<BalanceResponse> Balances, DateOnly? OldestDueDate, Money? CreditAvailable, CreditState CreditState)
{
    public static AccountResponse Of(Customer customer, CreditPolicy policy, DateOnly today)
    {
        var account = customer.Account;
        var currencies = account.Balances.Select(b => b.Currency).DefaultIfEmpty(account.Currency.Code);
        return new(
            today,
            [.. currencies.Select(code => BalanceResponse.Of(account, Currency.Parse(code), today))],
            account.OldestDueDate,
            Available(account, customer.Profile.CreditLimit, policy),
            StateOf(account, customer.Profile.CreditLimit, policy, today));
    }

    /// <summary>Of a parent less what its branches use, too.</summary>
    private static Money? Available(Account account, Money? limit, CreditPolicy policy) => limit is not { } max ? null : max - Used(account, policy);

    private static CreditState StateOf(Account account, Money? limit, CreditPolicy policy, DateOnly today)
    {
        if (CreditRule.Breach(account, limit, policy, today) is not null) return CreditState.Red;
        var warned = limit is { } max && Used(account, policy).Units * 100 >= max.Units * policy.WarningPercent && max.Minor > 0;
        return warned ? CreditState.Yellow : CreditState.Green;
    }

    private static Money Used(Account account, CreditPolicy policy) => new((account.Use + account.Branches).Under(policy.Strategy), account.Currency);
}

/// <summary>green; yellow from the warning share of the limit; red when the credit rule is broken.</summary>
public enum CreditState { Green, Yellow, Red }

public sealed record BalanceResponse(
    string Currency, Money Balance, Money AmountDue, Money Overdue, Money Unallocated, Money OpenOrders,
    Money Invoiced, Money Paid, Money Credited, Money Refunded, Money Adjusted)
{
    public static BalanceResponse Of(Account account, Currency currency, DateOnly today)
    {
        var b = account.BalanceIn(currency);
        return new(
            currency.Code, In(b.Owed), In(account.AmountDue(currency.Code)), In(account.OpenDueBefore(currency.Code, today)), In(b.Unallocated), In(b.OpenOrders),
            In(b.Invoiced), In(b.Paid), In(b.Credited), In(b.Refunded), In(b.Adjusted));

        Money In(long minor) => new(minor, currency);
    }
}

/// <summary>The account with its open invoices by age, counted from their due dates.</summary>
public sealed record AccountDetailResponse(
    DateOnly AsOf, IReadOnlyList<BalanceResponse> Balances, DateOnly? OldestDueDate, Money? CreditAvailable, CreditState CreditState, IReadOnlyList<AgeingResponse> Ageing)
{
    public static AccountDetailResponse Of(Customer customer, CreditPolicy policy, DateOnly today)
    {
        var account = AccountResponse.Of(customer, policy, today);
        return new(account.AsOf, account.Balances, account.OldestDueDate, account.CreditAvailable, account.CreditState,
            [.. account.Balances.Select(b => AgeingResponse.Of(customer.Account, Currency.Parse(b.Currency), today))]);
    }
}

public sealed record AgeingResponse(string Currency, Money Current, Money Days1To30, Money Days31To60, Money Days61To90, Money Over90)
{
    public static AgeingResponse Of(Account account, Currency currency, DateOnly today)
    {
        var ageing = Domain.Accounts.Ageing.Of(account, currency, today);
        return new(currency.Code, ageing.Current, ageing.Days1To30, ageing.Days31To60, ageing.Days61To90, ageing.Over90);
    }
}
