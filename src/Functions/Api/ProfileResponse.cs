using Customers.Domain.Accounts;
using Customers.Domain.Amounts;
using Customers.Domain.Customers;
using Customers.Domain.Orders;
using Customers.Domain.Settings;

namespace Customers.Functions.Api;

/// <param name="RecentDocuments">The newest first.</param>
/// <param name="Invoices">A distributor's: those of its recent orders, the newest first; null for all others.</param>
public sealed record ProfileResponse(
    string Id, ProfileHeaderResponse Header, AccountResponse Account, SectionCounts Counts, IReadOnlyList<RecentDocumentResponse> RecentDocuments, IReadOnlyList<ProfileInvoiceResponse>? Invoices)
{
    public static ProfileResponse Of(Customer customer, IEnumerable<Order> orders, IEnumerable<Posting> invoices, HubSettings settings, DateOnly today) => new(
        customer.Id.Value,
        ProfileHeaderResponse.Of(customer, settings.CustomerIdShown),
        AccountResponse.Of(customer, settings.CreditControl, today),
        customer.Counts,
        [.. orders.Select(order => RecentDocumentResponse.Of(order, settings.Organisation))],
        customer.Profile.IsDistributor ? [.. invoices.OrderByDescending(invoice => invoice.Id, StringComparer.Ordinal).Select(ProfileInvoiceResponse.Of)] : null);
}

/// <param name="ShownId">The reference, or the VAT number where the settings say so and there is one.</param>
public sealed record ProfileHeaderResponse(string Name, string ShownId, CustomerStatus Status, bool IsProspect, IReadOnlyList<Alert> Alerts, Hold Hold)
{
    public static ProfileHeaderResponse Of(Customer customer, CustomerIdShown shown) => new(
        customer.Profile.Name,
        shown == CustomerIdShown.Vat && customer.Profile.VatNumber is { } vat ? vat : customer.Ref,
        customer.Profile.Status, customer.Profile.IsProspect, customer.Alerts, customer.Account.Hold);
}

public enum DocumentKind { Order }

public sealed record RecentDocumentResponse(string Id, DocumentKind Kind, string Number, DateOnly Date, OrderStatus Status, string Currency, Money Total)
{
    public static RecentDocumentResponse Of(Order order, Organisation organisation) =>
        new(order.Id, DocumentKind.Order, order.Number, organisation.DateAt(order.CreatedAt), order.Status, order.Currency.Code, order.Sale.Totals.Total);
}

public sealed record ProfileInvoiceResponse(string Id, string Number, DateOnly Date, DateOnly? DueDate, string? OrderId, string Currency, Money Total, Money Remaining)
{
    public static ProfileInvoiceResponse Of(Posting invoice) =>
        new(invoice.Id, invoice.Number, invoice.Date, invoice.DueDate, invoice.OrderId, invoice.Total.Currency.Code, invoice.Total, invoice.Open);
}
