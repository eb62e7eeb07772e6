using Customers.Domain.Accounts;
using Customers.Domain.Amounts;

namespace Customers.Domain.Credit;

/// <summary>The one credit decision: account, limit, policy and date in, what happens to the hold out.</summary>
public static class CreditRule
{
    public const string CreditLimitReason = "credit-limit";
    public const string PastDueReason = "past-due";
    public const string ParentLimitReason = "parent-limit";

    public static CreditDecision Decide(Account account, Money? limit, CreditPolicy policy, DateOnly today)
    {
        if (account.Hold.Mode != HoldMode.Automatic) return CreditDecision.Keep;
        return (Breach(account, limit, policy, today), account.Hold.OnHold) switch
        {
            ({ } reason, false) => new CreditDecision.PutOnHold(reason),
            ({ } reason, true) when reason != account.Hold.Reason => new CreditDecision.PutOnHold(reason),
            (null, true) => CreditDecision.Release,
            _ => CreditDecision.Keep,
        };
    }

    /// <summary>The account as decided: hold, what branches need to know, the revision it was decided under, and the next date to look again.</summary>
    public static Account Apply(Account account, Money? limit, CreditPolicy policy, DateOnly today, DateTimeOffset now, string by)
    {
        var decided = Decide(account, limit, policy, today) switch
        {
            CreditDecision.PutOnHold hold => account with { Hold = new(HoldMode.Automatic, true, hold.Reason, now, by) },
            CreditDecision.Released => account with { Hold = Hold.None },
            _ => account,
        };
        return decided with
        {
            LimitIsBroken = decided.Hold.Mode != HoldMode.Exempt && Exceeds(limit, decided.Use + decided.Branches, policy),
            CreditRevision = policy.Revision,
            CreditDueOn = NextDate(decided, policy, today),
        };
    }

    /// <summary>Why the account breaks the rule today; null when it does not.</summary>
    public static string? Breach(Account account, Money? limit, CreditPolicy policy, DateOnly today) => policy.Strategy switch
    {
        CreditStrategy.None => null,
        CreditStrategy.PastDue => account.Balances.Any(b => IsPastDue(account, b, policy, today)) ? PastDueReason : null,
        _ => Exceeds(limit, account.Use, policy) ? CreditLimitReason
            : Exceeds(limit, account.Use + account.Branches, policy) || account.ParentLimit is { IsBroken: true } ? ParentLimitReason
            : null,
    };

    /// <summary>Is so much, in the limit's currency, more than the limit allows? Never without a limit, or where the strategy asks for none.</summary>
    public static bool Exceeds(Money? limit, CreditUse use, CreditPolicy policy) =>
        policy.Strategy is CreditStrategy.CreditLimit or CreditStrategy.CreditLimitWithOpenOrders && limit is { } most && use.Under(policy.Strategy) > most.Minor;

    /// <summary>The next date on which an open invoice becomes late; null when time alone changes nothing.</summary>
    public static DateOnly? NextDate(Account account, CreditPolicy policy, DateOnly today)
    {
        if (policy.Strategy != CreditStrategy.PastDue || account.Hold.Mode != HoldMode.Automatic) return null;
        foreach (var due in account.Due)
            if (due.DueDate.AddDays(policy.GraceDays + 1) is var late && late > today) return late;
        return null;
    }

    private static bool IsPastDue(Account account, Balance balance, CreditPolicy policy, DateOnly today) =>
        Math.Min(account.OpenDueBefore(balance.Currency, today.AddDays(-policy.GraceDays)), balance.Owed) > policy.MinimumOverdueIn(balance.Currency);
}

/// <summary>What the rule does to an automatic hold.</summary>
public abstract record CreditDecision
{
    private CreditDecision() { }

    public sealed record Kept : CreditDecision;
    public sealed record PutOnHold(string Reason) : CreditDecision;
    public sealed record Released : CreditDecision;

    public static readonly CreditDecision Keep = new Kept();
    public static readonly CreditDecision Release = new Released();
}
