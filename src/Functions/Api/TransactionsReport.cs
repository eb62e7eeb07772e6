using Customers.Domain.Accounts;
using Customers.Domain.Amounts;
using Customers.Domain.Reports;
using Customers.Functions.Imports;

namespace Customers.Functions.Api;

/// <param name="Total">Positive = owed by the customer: invoices, refunds; negative = in its favour: payments, credit notes.</param>
/// <param name="Remaining">What is open of an invoice, or unallocated of a payment or credit note.</param>
public sealed record PostedResponse(
    DateOnly Date, PostingKind Kind, string Number, string DocumentId, string CustomerId, string? Ref, string? Name, string Currency, Money Total, Money Remaining, DateOnly? DueDate, string? OrderId, string? Reference,
    DateTimeOffset CreatedAt)
{
    internal static readonly IReadOnlyList<Column> Columns = Column.OfTexts("date", "kind", "number", "documentId", "customerId", "ref", "name", "currency", "total", "remaining", "dueDate", "orderId", "reference", "createdAt");

    internal static PostedResponse Of(Posting p, NamedCustomer? customer) => new(
        p.Date, p.Kind, p.Number, p.Id, p.CustomerId.Value, customer?.Ref, customer?.Profile.Name, p.Total.Currency.Code, p.IsCredit ? -p.Total : p.Total, p.Open, p.DueDate, p.OrderId, p.Reference, p.CreatedAt);
}
