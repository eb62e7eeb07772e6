using System.Text;
using Customers.Domain.Accounts;
using Customers.Domain.Addresses;
using Customers.Domain.Attachments;
using Customers.Domain.Contacts;
using Customers.Domain.Customers;
using Customers.Domain.Deliveries;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Notes;
using Customers.Domain.Orders;
using Customers.Domain.Quotes;
using Customers.Domain.Returns;
using Customers.Domain.Stores;
using Customers.Functions.Security;
using Customers.Functions.Stores;

namespace Customers.Functions.Api;

/// <summary>Gathers everything that is held on one person, page by page while it is written.</summary>
internal sealed class ReadPersonalData(IDocumentStore documents, CustomerStore customers, CustomerView view, CustomerEvents events, EventBodies bodies)
{
    private const int PageSize = 50;

    /// <summary>Null when there is no such customer.</summary>
    public async Task<PersonalDataResponse?> RunAsync(CustomerId id, Caller caller, CancellationToken cancel)
    {
        if (await customers.FindAsync(id, cancel) is not { Value: var customer }) return null;
        var today = await view.TodayAsync(cancel);
        return new(
            (await view.ForAsync(caller, cancel))(customer),
            AllAsync(Contact.Type, id, contact => ContactResponse.Of(new(contact, customer.PrimaryContactId == contact.Id)), cancel),
            AllAsync(CustomerAddress.Type, id, address => AddressResponse.Of(DefaultAddresses.Place(customer, address)), cancel),
            AllAsync(Note.Type, id, NoteResponse.Of, cancel),
            AllAsync(Attachment.Type, id, AttachmentResponse.Of, cancel),
            AllAsync(Order.Type, id, OrderResponse.Of, cancel),
            AllAsync(Quote.Type, id, quote => QuoteResponse.Of(quote, today), cancel),
            AllAsync(Posting.Type, id, PostingResponse.Of, cancel),
            AllAsync(SalesReturn.Type, id, ReturnResponse.Of, cancel),
            AllAsync(DeliveryNote.Type, id, DeliveryNoteResponse.Of, cancel),
            AllAsync(HistoryEntry.Type, id, HistoryResponse.Of, cancel),
            events.OfAsync(id, cancel).Select(async (Stored<StoreEvent> told, CancellationToken _) => ToldByStoreResponse.Of(told.Value, await BodyAsync(told.Value, cancel))),
            AnswersAsync(id, cancel));
    }

    private IAsyncEnumerable<TShown> AllAsync<T, TShown>(DocumentType<T> type, CustomerId id, Func<T, TShown> show, CancellationToken cancel) where T : class =>
        documents.AllAsync(type, new Query(type, PageSize) { Partition = id.Value }, cancel).Select(found => show(found.Value));

    private IAsyncEnumerable<KeptAnswerResponse> AnswersAsync(CustomerId id, CancellationToken cancel) =>
        documents.AllAsync(KeptAnswer.Documents, new Query(KeptAnswer.Documents, PageSize) { Where = [new Condition.Equal(KeptAnswer.OfCustomer, id.Value)] }, cancel)
            .Select(found => KeptAnswerResponse.Of(found.Value)).OfType<KeptAnswerResponse>();

    private async Task<string?> BodyAsync(StoreEvent told, CancellationToken cancel) =>
        await bodies.FindAsync(told.Id, cancel) is { } kept && await bodies.FindBodyAsync(kept, cancel) is { } body ? Encoding.UTF8.GetString(body) : null;
}
