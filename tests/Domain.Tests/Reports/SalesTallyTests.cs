using Customers.Domain.Accounts;
using Customers.Domain.Customers;
using Customers.Domain.Identity;
using Customers.Domain.Reports;

namespace Customers.Domain.Tests.Reports;

public sealed class SalesTallyTests
{
    private static readonly CustomerId Ann = CustomerId.Parse("cus_" + new string('1', 26));
    private static readonly CustomerId Bob = CustomerId.Parse("cus_" + new string('2', 26));

    private static readonly YearSums[] Sums =
    [
        new(Ann, 2025) { Channel = Channel.B2b, SalesReps = ["Eve", "Max"], Days = [Day("2025-02-28", "EUR", 100), Day("2025-03-01", "EUR", 20), Day("2025-03-01", "USD", 3), Day("2025-03-02", "EUR", 0)] },
        new(Bob, 2025) { Channel = Channel.D2c, Days = [Day("2025-03-31", "EUR", 7), Day("2025-04-01", "EUR", 1000)] },
    ];

    [Theory]
    [InlineData(SalesBy.Month, "2025-01-01", "2025-12-31", "2025-02 EUR 100, 2025-03 EUR 27, 2025-03 USD 3, 2025-04 EUR 1000")]
    [InlineData(SalesBy.Month, "2025-03-01", "2025-03-31", "2025-03 EUR 27, 2025-03 USD 3")]
    [InlineData(SalesBy.Month, "2025-03-02", "2025-03-30", "")] // only paid
    [InlineData(SalesBy.SalesRep, "2025-02-28", "2025-03-31", " EUR 7, Eve EUR 120, Eve USD 3, Max EUR 120, Max USD 3")]
    [InlineData(SalesBy.Channel, "2025-02-28", "2025-04-01", "B2b EUR 120, B2b USD 3, D2c EUR 1007")]
    public void Days_of_the_period_add_up_by_key_and_currency(SalesBy by, string from, string to, string rows)
    {
        var tally = new SalesTally(new(DateOnly.Parse(from, null), DateOnly.Parse(to, null)), by);
        foreach (var sums in Sums) tally.Add(sums);
        Assert.Equal(rows, string.Join(", ", tally.Rows().Select(row => $"{row.Place.Key} {row.Place.Currency} {row.Figures.Invoiced}")));
    }

    [Theory]
    [InlineData(SalesBy.SalesRep)] // rows may come to more than that
    [InlineData(null)]
    public void Totals_count_each_day_once_however_rows_are_made(SalesBy? by)
    {
        var tally = new SalesTally(new(new(2025, 3, 1), new(2025, 12, 31)), by);
        foreach (var sums in Sums) tally.Add(sums);
        Assert.Equal(["EUR 1027", "USD 3"], tally.Totals.Select(row => $"{row.Place.Currency} {row.Figures.Invoiced}"));
        Assert.Equal(by is null, !tally.Rows().Any());
    }

    [Fact]
    public void Rows_go_on_behind_a_place_in_both_directions()
    {
        var tally = new SalesTally(new(new(2025, 1, 1), new(2025, 12, 31)), SalesBy.Month);
        foreach (var sums in Sums) tally.Add(sums);
        Assert.Equal(["2025-03 USD", "2025-04 EUR"], Places(tally.Rows(new("2025-03", "EUR"))));
        Assert.Equal(["2025-03 EUR", "2025-02 EUR"], Places(tally.Rows(new("2025-03", "USD"), descending: true)));

        static IEnumerable<string> Places(IEnumerable<SalesRow> rows) => rows.Select(row => $"{row.Place.Key} {row.Place.Currency}");
    }

    [Theory]
    [InlineData("2025-03-31", "2025-04-30", CustomerGroup.Active)]
    [InlineData("2025-04-01", "2025-04-01", CustomerGroup.Active)]
    [InlineData("2025-04-02", "2025-04-02", CustomerGroup.Lost)]
    [InlineData("2025-04-03", "2025-04-03", null)]
    [InlineData("2025-03-30", "2025-03-30", null)]
    public void A_customer_is_active_in_a_period_lost_after_as_long_a_one_and_else_neither(string from, string to, CustomerGroup? group) =>
        Assert.Equal(group, new CustomerSums(Bob, [Sums[1]]).GroupOf(new(DateOnly.Parse(from, null), DateOnly.Parse(to, null))));

    [Fact]
    public void The_period_before_is_as_long_and_ends_the_day_before() =>
        Assert.Equal(new Period(new(2024, 12, 2), new(2025, 1, 1)), new Period(new(2025, 1, 2), new(2025, 2, 1)).Before);

    private static DaySums Day(string date, string currency, long invoiced) => new(DateOnly.Parse(date, null), currency) { Invoiced = invoiced, Sales = invoiced, Invoices = invoiced > 0 ? 1 : 0, Paid = 5 };
}
