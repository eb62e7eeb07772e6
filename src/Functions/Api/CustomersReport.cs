using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Reports;
using Customers.Functions.Imports;

namespace Customers.Functions.Api;

/// <summary>Customers created in the period; sold to in it; sold to in as many days before it, but not in it; on hold now. The counts stand on the first page only.</summary>
/// <param name="Items">Those of the group that <c>list</c> names; without it, none.</param>
public sealed record CustomersReportResponse(DateOnly From, DateOnly To, int? New, int? Active, int? Lost, int? OnHold, IReadOnlyList<ListedCustomerResponse> Items, string? Next)
{
    internal static readonly IReadOnlyList<Column> Columns = Column.OfTexts("from", "to", "new", "active", "lost", "onHold");

    internal static CustomersReportResponse Of(Period period, CustomerCounts? counts, IReadOnlyList<ListedCustomerResponse> items, string? next) =>
        new(period.From, period.To, counts?.New, counts?.Active, counts?.Lost, counts?.OnHold, items, next);
}

public sealed record ListedCustomerResponse(string CustomerId, string? Ref, string? Name, DateTimeOffset? CreatedAt)
{
    internal static readonly IReadOnlyList<Column> Columns = Column.OfTexts("customerId", "ref", "name", "createdAt");

    internal static ListedCustomerResponse Of(CustomerId id, NamedCustomer? customer) => new(id.Value, customer?.Ref, customer?.Profile.Name, customer?.CreatedAt);
}
