using Customers.Domain.Accounts;
using Customers.Domain.Amounts;
using Customers.Domain.Deliveries;
using Customers.Domain.Documents;
using Customers.Domain.Orders;
using Customers.Domain.Returns;

namespace Customers.Functions.Api;

/// <summary>What was posted for an order, the payments and credit notes that settle its invoices, what was delivered and what came back; oldest first.</summary>
public sealed record OrderDocumentsResponse(
    IReadOnlyList<OrderDocumentResponse> Invoices, IReadOnlyList<OrderDocumentResponse> CreditNotes, IReadOnlyList<OrderDocumentResponse> Payments, IReadOnlyList<OrderDocumentResponse> Refunds,
    IReadOnlyList<DeliveryNoteResponse> Deliveries, IReadOnlyList<ReturnResponse> Returns)
{
    private const int PageSize = 200;

    internal static async Task<OrderDocumentsResponse> OfAsync(Order order, IDocumentStore documents, CancellationToken cancel)
    {
        var ofOrder = new Condition.Equal("orderId", order.Id);
        var found = await AllAsync(Posting.Type, ofOrder);
        var invoices = found.Where(posting => posting.Kind == PostingKind.Invoice).Select(invoice => invoice.Id).ToList();
        foreach (var invoice in invoices) found.AddRange(await AllAsync(Posting.Type, new Condition.Contains("allocatedTo", invoice)));
        var byKind = found.DistinctBy(posting => posting.Id).OrderBy(posting => posting.Id, StringComparer.Ordinal).ToLookup(posting => posting.Kind, posting => OrderDocumentResponse.Of(posting, invoices));
        return new(
            [.. byKind[PostingKind.Invoice]], [.. byKind[PostingKind.CreditNote]], [.. byKind[PostingKind.Payment]], [.. byKind[PostingKind.Refund]],
            [.. (await AllAsync(DeliveryNote.Type, ofOrder)).Select(DeliveryNoteResponse.Of)], [.. (await AllAsync(SalesReturn.Type, ofOrder)).Select(ReturnResponse.Of)]);

        async Task<List<T>> AllAsync<T>(DocumentType<T> type, Condition condition) where T : class
        {
            List<T> all = [];
            await foreach (var document in documents.AllAsync(type, new Query(type, PageSize) { Partition = order.CustomerId.Value, Where = [condition] }, cancel)) all.Add(document.Value);
            return all;
        }
    }
}

/// <param name="Remaining">Of an invoice: what remains to be paid. Of others: what is not used yet.</param>
/// <param name="Allocated">Of payments and credit notes: what of it settles invoices of this order.</param>
public sealed record OrderDocumentResponse(string Id, string Number, DateOnly Date, DateOnly? DueDate, string Currency, Money Total, Money Remaining, Money Allocated)
{
    internal static OrderDocumentResponse Of(Posting posting, IReadOnlyList<string> invoices) => new(
        posting.Id, posting.Number, posting.Date, posting.DueDate, posting.Total.Currency.Code, posting.Total, posting.Open,
        posting.Allocations.Where(to => invoices.Contains(to.InvoiceId)).Aggregate(Money.Zero(posting.Total.Currency), (sum, to) => sum + to.Amount));
}
