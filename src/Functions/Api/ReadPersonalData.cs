using System.Text;
using Customers.Domain.Addresses;
using Customers.Domain.Attachments;
using Customers.Domain.Contacts;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Notes;
using Customers.Domain.Orders;
using Customers.Domain.Quotes;
using Customers.Domain.Stores;
using Customers.Functions.Stores;

namespace Customers.Functions.Api;

/// <summary>Gathers everything that is held on one person.</summary>
internal sealed class ReadPersonalData(IDocumentStore documents, CustomerStore customers, CustomerView view, CustomerEvents events, EventBodies bodies)
{
    private const int PageSize = 200;

    /// <summary>Null when there is no such customer.</summary>
    public async Task<PersonalDataResponse?> RunAsync(CustomerId id, HttpContext context)
    {
        var cancel = context.RequestAborted;
        if (await customers.FindAsync(id, cancel) is not { Value: var customer }) return null;
        var today = await view.TodayAsync(cancel);
        return new(
            (await view.ForAsync(context))(customer),
            await AllAsync(Contact.Type, id, contact => ContactResponse.Of(new(contact, customer.PrimaryContactId == contact.Id)), cancel),
            await AllAsync(CustomerAddress.Type, id, address => AddressResponse.Of(DefaultAddresses.Place(customer, address)), cancel),
            await AllAsync(Note.Type, id, NoteResponse.Of, cancel),
            await AllAsync(Attachment.Type, id, AttachmentResponse.Of, cancel),
            await AllAsync(Order.Type, id, OrderResponse.Of, cancel),
            await AllAsync(Quote.Type, id, quote => QuoteResponse.Of(quote, today), cancel),
            await AllAsync(HistoryEntry.Type, id, HistoryResponse.Of, cancel),
            await EventsAsync(id, cancel));
    }

    private async Task<List<TShown>> AllAsync<T, TShown>(DocumentType<T> type, CustomerId id, Func<T, TShown> show, CancellationToken cancel) where T : class
    {
        List<TShown> shown = [];
        await foreach (var found in documents.AllAsync(type, new Query(type, PageSize) { Partition = id.Value }, cancel)) shown.Add(show(found.Value));
        return shown;
    }

    private async Task<List<ToldByStoreResponse>> EventsAsync(CustomerId id, CancellationToken cancel)
    {
        List<ToldByStoreResponse> told = [];
        await foreach (var found in events.OfAsync(id, cancel)) told.Add(ToldByStoreResponse.Of(found.Value, await BodyAsync(found.Value, cancel)));
        return told;
    }

    private async Task<string?> BodyAsync(StoreEvent told, CancellationToken cancel) =>
        await bodies.FindAsync(told.Id, cancel) is { } kept && (kept.Body is not null || kept.Event.Value.BodyBlob is not null)
            ? Encoding.UTF8.GetString(await bodies.ReadAsync(kept, cancel))
            : null;
}
