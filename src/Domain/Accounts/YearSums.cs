using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;

namespace Customers.Domain.Accounts;

/// <summary>
/// What was posted for one customer in one year, by day and currency: reports and balances of the past read these sums instead
/// of documents. Written in the commits that post; days without postings are left out.
/// </summary>
public sealed record YearSums(CustomerId CustomerId, int Year)
{
    /// <summary>Sorted by date, then currency.</summary>
    public IReadOnlyList<DaySums> Days { get; init; } = [];
    /// <summary>Who sold to the customer, and how, when it was last posted to.</summary>
    public Channel Channel { get; init; }
    public IReadOnlyList<string> SalesReps { get; init; } = [];

    public static readonly DocumentType<YearSums> Type = new("yearSums", Containers.Customers, s => s.CustomerId.Value, s => IdOf(s.Year))
    {
        Single = new Dictionary<string, Func<YearSums, FieldValue?>> { ["year"] = s => s.Year, ["customerId"] = s => s.CustomerId.Value },
        Indexes = [["year", "customerId"]],
        IsListedById = false,
        PartitionIndexes = [[]], // by id
    };

    public static string IdOf(int year) => $"sums-{year:D4}";

    public YearSums Plus(YearSums other) => this with
    {
        Days = [.. Days.Concat(other.Days).GroupBy(day => (day.Date, day.Currency)).Select(day => day.Aggregate((sum, more) => sum.Plus(more))).OrderBy(day => day.Date).ThenBy(day => day.Currency, StringComparer.Ordinal)],
    };

    public YearSums With(Posting posting)
    {
        var (date, currency) = (posting.Date, posting.Total.Currency.Code);
        var sums = Days.FirstOrDefault(day => day.Date == date && day.Currency == currency) ?? new(date, currency);
        return this with { Days = [.. Days.Where(day => day != sums).Append(sums.With(posting)).OrderBy(day => day.Date).ThenBy(day => day.Currency, StringComparer.Ordinal)] };
    }
}
