namespace Customers.Domain.Reports;

/// <summary>The days that a report is about, both ends within it.</summary>
public sealed record Period(DateOnly From, DateOnly To)
{
    /// <summary>No report is about more.</summary>
    public const int MostYears = 10;

    /// <summary>As many days, right before it.</summary>
    public Period Before => new(From.AddDays(From.DayNumber - To.DayNumber - 1), From.AddDays(-1));

    public IEnumerable<int> Years => Enumerable.Range(From.Year, To.Year - From.Year + 1);

    public bool Has(DateOnly date) => date >= From && date <= To;
}
