using Customers.Domain.Amounts;
using Customers.Domain.Customers;
using Customers.Domain.Identity;
using Customers.Domain.Reports;
using Customers.Functions.Http;
using Customers.Functions.Imports;

namespace Customers.Functions.Api;

/// <param name="Totals">Of all customers, by currency; on the first page only. By representative, rows may add up to more: a customer of two counts for both.</param>
public sealed record SalesReportResponse(DateOnly From, DateOnly To, SalesBy By, IReadOnlyList<SalesRowResponse> Items, string? Next, IReadOnlyList<SalesTotalResponse>? Totals);

/// <summary>What was sold: to a customer, in a month (<c>2026-03</c>), by a sales representative (null: none), or through a channel, as <c>by</c> says.</summary>
/// <param name="Sales">Invoiced less credited, without shipping and tax: sales + shipping + tax = invoiced − credited.</param>
/// <param name="Invoices">So many invoices and cash sales.</param>
public sealed record SalesRowResponse(
    string? CustomerId, string? Ref, string? Name, string? Month, string? SalesRep, Channel? Channel,
    string Currency, Money Invoiced, Money Credited, Money Sales, Money Shipping, Money Tax, int Invoices)
{
    internal static IReadOnlyList<Column> Columns(SalesBy by) =>
    [
        .. by switch { SalesBy.Customer => Column.OfTexts("customerId", "ref", "name"), SalesBy.Month => Column.OfTexts("month"), SalesBy.SalesRep => Column.OfTexts("salesRep"), _ => Column.OfTexts("channel") },
        .. Column.OfTexts("currency", "invoiced", "credited", "sales", "shipping", "tax", "invoices"),
    ];

    internal static SalesRowResponse Of(SalesRow row, SalesBy by, NamedCustomer? customer)
    {
        var (key, sums) = (row.Place.Key, SalesTotalResponse.Of(row));
        return new(
            by == SalesBy.Customer ? key : null, customer?.Ref, customer?.Profile.Name, by == SalesBy.Month ? key : null, by == SalesBy.SalesRep && key.Length > 0 ? key : null,
            by == SalesBy.Channel ? Enum.Parse<Channel>(key) : null,
            sums.Currency, sums.Invoiced, sums.Credited, sums.Sales, sums.Shipping, sums.Tax, sums.Invoices);
    }
}

public sealed record SalesTotalResponse(string Currency, Money Invoiced, Money Credited, Money Sales, Money Shipping, Money Tax, int Invoices)
{
    internal static SalesTotalResponse Of(SalesRow row)
    {
        var (figures, currency) = (row.Figures, Domain.Amounts.Currency.Parse(row.Place.Currency));
        return new(currency.Code, In(figures.Invoiced), In(figures.Credited), In(figures.Sales), In(figures.Shipping), In(figures.Tax), figures.Invoices);

        Money In(long minor) => new(minor, currency);
    }
}
