using System.Globalization;
using Customers.Domain.Accounts;
using Customers.Domain.Amounts;
using Customers.Domain.Credit;
using Customers.Domain.Identity;
using Customers.Domain.Settings;
using Customers.Domain.Tests.Setup;

namespace Customers.Domain.Tests.Credit;

public sealed class CreditRuleTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Theory]
    [InlineData(CreditStrategy.None, 10_001, 0, 10_000L, null)]
    [InlineData(CreditStrategy.CreditLimit, 10_000, 0, 10_000L, null)]                       // exactly at the limit
    [InlineData(CreditStrategy.CreditLimit, 10_001, 0, 10_000L, "credit-limit")]             // one cent over
    [InlineData(CreditStrategy.CreditLimit, 10_000, 5_000, 10_000L, null)]                   // open orders do not count
    [InlineData(CreditStrategy.CreditLimit, 1, 0, 0L, "credit-limit")]                       // a limit of zero is a limit
    [InlineData(CreditStrategy.CreditLimit, 0, 0, 0L, null)]
    [InlineData(CreditStrategy.CreditLimit, -1, 0, 0L, null)]
    [InlineData(CreditStrategy.CreditLimit, 99_999_999, 0, null, null)]                      // no limit
    [InlineData(CreditStrategy.CreditLimitWithOpenOrders, 9_000, 1_000, 10_000L, null)]
    [InlineData(CreditStrategy.CreditLimitWithOpenOrders, 9_000, 1_001, 10_000L, "credit-limit")]
    [InlineData(CreditStrategy.CreditLimitWithOpenOrders, -500, 10_500, 10_000L, null)]
    [InlineData(CreditStrategy.CreditLimitWithOpenOrders, 9_000, 1_001, null, null)]
    public void A_limit_is_broken_from_the_first_cent_over_it(CreditStrategy strategy, long owed, long openOrders, long? limit, string? reason) =>
        Assert.Equal(reason, CreditRule.Breach(Owing(owed, openOrders), limit is { } cents ? Sample.Euros(cents) : null, new() { Strategy = strategy }, Today));

    [Theory]
    [InlineData(CreditStrategy.CreditLimit, 400, 600, 0, false, "-")]             // exactly the limit, together
    [InlineData(CreditStrategy.CreditLimit, 400, 601, 0, false, "parent-limit over")]
    [InlineData(CreditStrategy.CreditLimit, 1_001, 0, 0, false, "credit-limit over")]
    [InlineData(CreditStrategy.CreditLimit, 1_001, -1, 0, false, "credit-limit")]  // what a branch has to get counts for its parent, and not against what is its own
    [InlineData(CreditStrategy.CreditLimit, 400, 600, 1, false, "-")]
    [InlineData(CreditStrategy.CreditLimitWithOpenOrders, 400, 600, 1, false, "parent-limit over")]
    [InlineData(CreditStrategy.CreditLimit, 0, 0, 0, true, "parent-limit")]
    [InlineData(CreditStrategy.CreditLimit, 1_001, 0, 0, true, "credit-limit over")]
    [InlineData(CreditStrategy.PastDue, 5_000, 5_000, 0, true, "-")]
    [InlineData(CreditStrategy.None, 5_000, 5_000, 0, true, "-")]
    public void Branches_count_and_a_parents_broken_limit_holds_them(CreditStrategy strategy, long owed, long ofBranches, long ordered, bool parentIsOver, string said)
    {
        var account = Owing(owed) with { Branches = new(ofBranches, ordered), ParentLimit = new(CustomerId.Parse("cus_01kjpzv28018nj8t77rxzw31mx"), 1, parentIsOver) };
        var decided = CreditRule.Apply(account, Sample.Euros(1_000), new() { Strategy = strategy }, Today, Sample.Start, "hub");
        Assert.Equal(said, $"{(decided.Hold.OnHold ? decided.Hold.Reason : "-")}{(decided.LimitIsBroken ? " over" : "")}");
    }

    [Theory]
    [InlineData("Etc/UTC", "2026-03-02T23:59:59Z", "2026-03-02", 0, null)]
    [InlineData("Etc/UTC", "2026-03-03T00:00:00Z", "2026-03-02", 0, "past-due")]
    [InlineData("Pacific/Pago_Pago", "2026-03-03T10:59:59Z", "2026-03-02", 0, null)]          // UTC−11
    [InlineData("Pacific/Pago_Pago", "2026-03-03T11:00:00Z", "2026-03-02", 0, "past-due")]
    [InlineData("Pacific/Kiritimati", "2026-03-02T09:59:59Z", "2026-03-02", 0, null)]         // UTC+14
    [InlineData("Pacific/Kiritimati", "2026-03-02T10:00:00Z", "2026-03-02", 0, "past-due")]
    [InlineData("Europe/Berlin", "2026-03-29T21:59:59Z", "2026-03-29", 0, null)]              // a day of 23 hours
    [InlineData("Europe/Berlin", "2026-03-29T22:00:00Z", "2026-03-29", 0, "past-due")]
    [InlineData("Europe/Berlin", "2026-10-25T22:59:59Z", "2026-10-25", 0, null)]              // a day of 25 hours
    [InlineData("Europe/Berlin", "2026-10-25T23:00:00Z", "2026-10-25", 0, "past-due")]
    [InlineData("Etc/UTC", "2028-02-29T12:00:00Z", "2028-02-28", 1, null)]                    // a leap day is a day of grace
    [InlineData("Etc/UTC", "2028-03-01T00:00:00Z", "2028-02-28", 1, "past-due")]
    [InlineData("Etc/UTC", "2027-02-28T12:00:00Z", "2027-02-27", 1, null)]
    [InlineData("Etc/UTC", "2027-03-01T00:00:00Z", "2027-02-27", 1, "past-due")]
    public void Days_are_those_of_the_organisation(string zone, string now, string due, int grace, string? reason)
    {
        var today = new Organisation { TimeZone = zone }.DateAt(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture));
        Assert.Equal(reason, CreditRule.Breach(Owing(500).WithDue(Sample.Eur, DateOnly.Parse(due, CultureInfo.InvariantCulture), 500), null, PastDue(grace), today));
    }

    [Theory]
    [InlineData(0, 0, 0, 500, null)]             // due today
    [InlineData(-1, 0, 0, 500, "past-due")]
    [InlineData(-7, 7, 0, 500, null)]            // its grace ends today
    [InlineData(-8, 7, 0, 500, "past-due")]
    [InlineData(-8, 7, 500, 500, null)]          // exactly the minimum
    [InlineData(-8, 7, 499, 500, "past-due")]
    [InlineData(-8, 7, 0, 0, null)]              // as much is unallocated
    [InlineData(-8, 7, 100, 100, null)]          // what is left to pay counts, not what is late
    public void Money_is_past_due_after_its_grace_and_beyond_the_minimum(int dueIn, int grace, long minimum, long owed, string? reason)
    {
        var account = Owing(owed).WithDue(Sample.Eur, Today.AddDays(dueIn), 500);
        Assert.Equal(reason, CreditRule.Breach(account, null, PastDue(grace, new MinimumOverdue("EUR", minimum)), Today));
    }

    [Fact]
    public void Past_due_counts_in_any_currency_and_a_limit_in_the_customers_own()
    {
        var usd = Currency.Parse("USD");
        var account = Owing(0).With(new("USD") { Invoiced = 500 }).WithDue(usd, Today.AddDays(-1), 500);
        Assert.Equal(CreditRule.PastDueReason, CreditRule.Breach(account, null, PastDue(0, new MinimumOverdue("EUR", 1_000)), Today));
        Assert.Null(CreditRule.Breach(account, null, PastDue(0, new MinimumOverdue("USD", 500)), Today));
        Assert.Null(CreditRule.Breach(account, Sample.Euros(0), new() { Strategy = CreditStrategy.CreditLimit }, Today));
    }

    [Theory]
    [InlineData(HoldMode.Automatic, false, null, 1, true, "credit-limit")]
    [InlineData(HoldMode.Automatic, true, "past-due", 1, true, "credit-limit")]      // another reason now
    [InlineData(HoldMode.Automatic, true, "credit-limit", 1, true, "credit-limit")]
    [InlineData(HoldMode.Automatic, true, "credit-limit", 0, false, null)]
    [InlineData(HoldMode.Automatic, false, null, 0, false, null)]
    [InlineData(HoldMode.Manual, true, "words", 0, true, "words")]
    [InlineData(HoldMode.Exempt, false, null, 1, false, null)]
    public void An_automatic_hold_comes_and_goes_and_a_persons_stays(HoldMode mode, bool onHold, string? reason, long owed, bool held, string? heldFor)
    {
        var account = Owing(owed) with { Hold = new(mode, onHold, reason, null, null) };
        var policy = new CreditPolicy { Strategy = CreditStrategy.CreditLimit, Revision = 7 };
        var decided = CreditRule.Apply(account, Sample.Euros(0), policy, Today, Sample.Start, "hub");

        Assert.Equal((mode, held, heldFor, 7L), (decided.Hold.Mode, decided.Hold.OnHold, decided.Hold.Reason, decided.CreditRevision));
        var changed = (onHold, reason) != (held, heldFor);
        Assert.Equal(changed && held ? Sample.Start : null, decided.Hold.Since);
        Assert.Equal(decided, CreditRule.Apply(decided, Sample.Euros(0), policy, Today, Sample.Start.AddDays(1), "hub"));
    }

    [Theory]
    [InlineData(CreditStrategy.PastDue, HoldMode.Automatic, 0, 1)]
    [InlineData(CreditStrategy.PastDue, HoldMode.Automatic, 10, 11)]
    [InlineData(CreditStrategy.PastDue, HoldMode.Manual, 0, null)]
    [InlineData(CreditStrategy.CreditLimit, HoldMode.Automatic, 0, null)]
    public void Time_changes_the_decision_the_day_after_the_next_grace_ends(CreditStrategy strategy, HoldMode mode, int grace, int? days)
    {
        var account = Owing(900).WithDue(Sample.Eur, Today.AddDays(-30), 300).WithDue(Sample.Eur, Today, 300).WithDue(Sample.Eur, Today.AddDays(9), 300);
        var next = CreditRule.NextDate(account with { Hold = new(mode, false, null, null, null) }, new() { Strategy = strategy, GraceDays = grace }, Today);
        Assert.Equal(days is { } n ? Today.AddDays(n) : null, next);
    }

    [Fact]
    public void Time_changes_nothing_where_all_is_late_already() =>
        Assert.Null(CreditRule.NextDate(Owing(1).WithDue(Sample.Eur, Today.AddDays(-1), 1), PastDue(0), Today));

    private static CreditPolicy PastDue(int grace, params MinimumOverdue[] minimum) => new() { Strategy = CreditStrategy.PastDue, GraceDays = grace, MinimumOverdue = minimum };

    private static Account Owing(long owed, long openOrders = 0) =>
        new Account { Currency = Sample.Eur }.With(new("EUR") { Adjusted = owed, OpenOrders = openOrders });
}
