using System.Text.Json;
using Customers.Domain.Accounts;
using Customers.Domain.Amounts;
using Customers.Domain.Customers;
using Customers.Domain.Deliveries;
using Customers.Domain.Documents;
using Customers.Domain.Orders;
using Customers.Domain.Quotes;
using Customers.Domain.Returns;
using Customers.Domain.Settings;

namespace Customers.Functions.Api;

/// <param name="RecentDocuments">The newest first.</param>
/// <param name="Invoices">A distributor's: those of its recent orders, the newest first; null for all others.</param>
public sealed record ProfileResponse(
    string Id, ProfileHeaderResponse Header, AccountResponse Account, SectionCounts Counts, IReadOnlyList<RecentDocumentResponse> RecentDocuments, IReadOnlyList<ProfileInvoiceResponse>? Invoices)
{
    internal static ProfileResponse Of(Customer customer, IReadOnlyDictionary<string, StoredDocument> found, HubSettings settings, DateOnly today) => new(
        customer.Id.Value,
        ProfileHeaderResponse.Of(customer, settings.CustomerIdShown),
        AccountResponse.Of(customer, settings.CreditControl, today),
        customer.Counts,
        [.. customer.RecentIds.Where(found.ContainsKey).Select(id => RecentDocumentResponse.Of(found[id], settings.Organisation, today)).OfType<RecentDocumentResponse>()],
        customer.Profile.IsDistributor ? [.. customer.RecentInvoiceIds.Where(found.ContainsKey).Select(id => ProfileInvoiceResponse.Of(Posting.Type.Read(found[id]).Value))] : null);
}

/// <param name="ShownId">The reference, or the VAT number where the settings say so and there is one.</param>
public sealed record ProfileHeaderResponse(string Name, string ShownId, CustomerStatus Status, bool IsProspect, IReadOnlyList<Alert> Alerts, Hold Hold)
{
    public static ProfileHeaderResponse Of(Customer customer, CustomerIdShown shown) => new(
        customer.Profile.Name,
        shown == CustomerIdShown.Vat && customer.Profile.VatNumber is { } vat ? vat : customer.Ref,
        customer.Profile.Status, customer.Profile.IsProspect, customer.Alerts, customer.Account.Hold);
}

/// <param name="Kind">As in <c>order</c>, <c>invoice</c>, <c>payment</c>.</param>
/// <param name="Status">Of those that have one.</param>
/// <param name="Total">Null where nothing is charged.</param>
public sealed record RecentDocumentResponse(string Id, string Kind, string Number, DateOnly Date, string? Status, string? Currency, Money? Total)
{
    /// <summary>Null for an order that went to another customer.</summary>
    internal static RecentDocumentResponse? Of(StoredDocument document, Organisation organisation, DateOnly today)
    {
        if (document.Type == Order.Type.Name) return Of(Order.Type.Read(document).Value, organisation);
        if (document.Type == Posting.Type.Name) return Of(Posting.Type.Read(document).Value, today);
        if (document.Type == Quote.Type.Name && Quote.Type.Read(document).Value is var quote) return new(quote.Id, "quote", quote.Number, organisation.DateAt(quote.CreatedAt), Word(quote.StatusOn(today)), quote.Sale.Currency.Code, quote.Sale.Total);
        if (document.Type == SalesReturn.Type.Name && SalesReturn.Type.Read(document).Value is var back) return new(back.Id, "return", back.Number, organisation.DateAt(back.CreatedAt), Word(back.Status), back.Sale.Currency.Code, back.Sale.Total);
        if (document.Type == DeliveryNote.Type.Name && DeliveryNote.Type.Read(document).Value is var note) return new(note.Id, "deliveryNote", note.Number, note.Date, null, null, null);
        return null;
    }

    private static RecentDocumentResponse? Of(Order order, Organisation organisation) => order.MovedTo is not null
        ? null
        : new(order.Id, "order", order.Number, organisation.DateAt(order.CreatedAt), Word(order.Status), order.Currency.Code, order.Sale.Total);

    private static RecentDocumentResponse Of(Posting posting, DateOnly today) =>
        new(posting.Id, Word(posting.Kind), posting.Number, posting.Date, StatusOf(posting, today), posting.Total.Currency.Code, posting.Total);

    private static string? StatusOf(Posting posting, DateOnly today) => posting.Kind switch
    {
        PostingKind.Invoice => Word(InvoiceResponse.StatusOf(posting, today)),
        PostingKind.Payment => Word(posting.Voided ? PaymentStatus.Voided : PaymentStatus.Posted),
        _ => null,
    };

    private static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}

public sealed record ProfileInvoiceResponse(string Id, string Number, DateOnly Date, DateOnly? DueDate, string? OrderId, string Currency, Money Total, Money Remaining)
{
    public static ProfileInvoiceResponse Of(Posting invoice) =>
        new(invoice.Id, invoice.Number, invoice.Date, invoice.DueDate, invoice.OrderId, invoice.Total.Currency.Code, invoice.Total, invoice.Open);
}
