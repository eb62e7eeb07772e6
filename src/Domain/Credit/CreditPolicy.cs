namespace Customers.Domain.Credit;

/// <summary>The organisation's credit rule.</summary>
public sealed record CreditPolicy
{
    public CreditStrategy Strategy { get; init; } = CreditStrategy.None;
    /// <summary>An invoice counts as late when more than this many days have passed since its due date.</summary>
    public int GraceDays { get; init; }
    /// <summary>Late sums up to this are forgiven; a currency not named has none.</summary>
    public IReadOnlyList<MinimumOverdue> MinimumOverdue { get; init; } = [];
    /// <summary>From this share of its limit a customer shows yellow.</summary>
    public decimal WarningPercent { get; init; } = 80;
    /// <summary>When the nightly check is due, in the organisation's time zone.</summary>
    public TimeOnly RunAt { get; init; } = new(2, 0);
    public WhenOnHold WhenOnHold { get; init; } = WhenOnHold.AllowNothing;
    /// <summary>Rises with every change of these settings; accounts decided under an earlier one are decided again.</summary>
    public long Revision { get; init; } = 1;

    public long MinimumOverdueIn(string currency) => MinimumOverdue.FirstOrDefault(m => m.Currency == currency)?.Amount ?? 0;
}

public enum CreditStrategy { None, CreditLimit, CreditLimitWithOpenOrders, PastDue }

public enum WhenOnHold { AllowNothing, AllowPendingOrders, AllowCashSales, AllowPendingOrdersAndCashSales }

/// <param name="Amount">Minor units.</param>
public sealed record MinimumOverdue(string Currency, long Amount);
