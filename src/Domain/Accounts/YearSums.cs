using Customers.Domain.Documents;
using Customers.Domain.Identity;

namespace Customers.Domain.Accounts;

/// <summary>
/// What was posted for one customer in one year, by month and currency: reports read these sums instead of documents. Written in
/// the commits that post.
/// </summary>
public sealed record YearSums(CustomerId CustomerId, int Year)
{
    /// <summary>Sorted by month, then currency; months without postings are left out.</summary>
    public IReadOnlyList<MonthSums> Months { get; init; } = [];

    public static readonly DocumentType<YearSums> Type = new("yearSums", Containers.Customers, s => s.CustomerId.Value, s => IdOf(s.Year))
    {
        Single = new Dictionary<string, Func<YearSums, FieldValue?>> { ["year"] = s => s.Year, ["customerId"] = s => s.CustomerId.Value },
        Indexes = [["year", "customerId"]],
    };

    public static string IdOf(int year) => $"sums-{year:D4}";

    public YearSums With(Posting posting)
    {
        var (month, currency) = (posting.Date.Month, posting.Total.Currency.Code);
        var sums = Months.FirstOrDefault(m => m.Month == month && m.Currency == currency) ?? new(month, currency);
        return this with { Months = [.. Months.Where(m => m != sums).Append(sums.With(posting)).OrderBy(m => m.Month).ThenBy(m => m.Currency, StringComparer.Ordinal)] };
    }
}

/// <summary>In minor units. Sales are what the customer was invoiced less what was credited, without tax.</summary>
public sealed record MonthSums(int Month, string Currency)
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

    public MonthSums With(Posting posting)
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
