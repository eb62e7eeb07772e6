using Customers.Domain.Amounts;
using Customers.Domain.Reports;
using Customers.Functions.Http;
using Customers.Functions.Imports;

namespace Customers.Functions.Api;

/// <param name="Totals">Of all customers, by currency; on the first page only.</param>
public sealed record ReceivablesReportResponse(DateOnly AsOf, IReadOnlyList<ReceivableResponse> Items, string? Next, IReadOnlyList<ReceivableTotalResponse>? Totals);

/// <summary>What one customer owes in one currency: open invoices by days past their due dates.</summary>
/// <param name="Total">Of all open invoices.</param>
/// <param name="Unallocated">Money and credit not yet used against an invoice.</param>
/// <param name="Balance">What is owed in all; negative: the customer is owed.</param>
public sealed record ReceivableResponse(
    string CustomerId, string Ref, string Name, string Currency, Money Current, Money Days1To30, Money Days31To60, Money Days61To90, Money Over90, Money Total, Money Unallocated, Money Balance)
{
    internal static readonly IReadOnlyList<Column> Columns = Column.OfTexts("customerId", "ref", "name", "currency", "current", "days1To30", "days31To60", "days61To90", "over90", "total", "unallocated", "balance");

    internal static ReceivableResponse Of(Receivable row)
    {
        var age = row.Ageing;
        return new(row.Place.Key, row.Ref, row.Name, row.Place.Currency, age.Current, age.Days1To30, age.Days31To60, age.Days61To90, age.Over90, age.Total, row.Unallocated, row.Balance);
    }
}

public sealed record ReceivableTotalResponse(string Currency, Money Current, Money Days1To30, Money Days31To60, Money Days61To90, Money Over90, Money Total, Money Unallocated, Money Balance)
{
    internal static ReceivableTotalResponse Of(Receivable row)
    {
        var age = row.Ageing;
        return new(row.Place.Currency, age.Current, age.Days1To30, age.Days31To60, age.Days61To90, age.Over90, age.Total, row.Unallocated, row.Balance);
    }
}
