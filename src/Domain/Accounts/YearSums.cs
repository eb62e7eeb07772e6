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

/// <summary>In minor units. Sales are what the customer was invoiced less what was credited, without tax.</summary>
public sealed record DaySums(DateOnly Date, string Currency)
{
    public long Invoiced { get; init; }
    public long Credited { get; init; }
    public long Paid { get; init; }
    public long Refunded { get; init; }
    public long Adjusted { get; init; }
    public long Sales { get; init; }
    public long Shipping { get; init; }
    public long Tax { get; init; }
    public int Invoices { get; init; }

    /// <summary>What the day did to the balance.</summary>
    public long Change => Invoiced - Paid - Credited + Refunded + Adjusted;

    public DaySums Plus(DaySums more) => this with
    {
        Invoiced = Invoiced + more.Invoiced, Credited = Credited + more.Credited, Paid = Paid + more.Paid, Refunded = Refunded + more.Refunded, Adjusted = Adjusted + more.Adjusted,
        Sales = Sales + more.Sales, Shipping = Shipping + more.Shipping, Tax = Tax + more.Tax, Invoices = Invoices + more.Invoices,
    };

    public DaySums With(Posting posting)
    {
        var total = posting.Total.Minor;
        var sums = this with
        {
            Sales = Sales - Net(posting, LedgerAccount.Sales) - Net(posting, LedgerAccount.Discounts),
            Shipping = Shipping - Net(posting, LedgerAccount.Shipping),
            Tax = Tax - Net(posting, LedgerAccount.Tax),
        };
        return posting.Kind switch
        {
            PostingKind.Invoice => sums with { Invoiced = Invoiced + total, Invoices = Invoices + 1 },
            PostingKind.CashSale => sums with { Invoiced = Invoiced + total, Paid = Paid + total, Invoices = Invoices + 1 },
            PostingKind.CreditNote => sums with { Credited = Credited + total },
            PostingKind.Payment => sums with { Paid = Paid + total },
            PostingKind.Refund => sums with { Refunded = Refunded + total },
            PostingKind.Adjustment => sums with { Adjusted = Adjusted + total },
            PostingKind.Void => sums with { Paid = Paid - total },
            _ => sums,
        };
    }

    private static long Net(Posting posting, LedgerAccount account) => posting.Lines.Where(line => line.Account == account).Sum(line => line.Debit - line.Credit);
}
