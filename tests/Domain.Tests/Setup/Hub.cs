using Customers.Domain.Attachments;
using Customers.Domain.Blobs;
using Customers.Domain.Accounts;
using Customers.Domain.Addresses;
using Customers.Domain.Catalogue;
using Customers.Domain.Claims;
using Customers.Domain.Contacts;
using Customers.Domain.Credit;
using Customers.Domain.Customers;
using Customers.Domain.Deliveries;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Jobs;
using Customers.Domain.Merging;
using Customers.Domain.Notes;
using Customers.Domain.Orders;
using Customers.Domain.Quotes;
using Customers.Domain.Queues;
using Customers.Domain.Redaction;
using Customers.Domain.Returns;
using Customers.Domain.Settings;
using Customers.Domain.Stores;
using Customers.Domain.Subscriptions;
using Customers.Functions.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Customers.Domain.Tests.Setup;

/// <summary>The embedded store in a folder of its own, and the use cases on it.</summary>
public sealed class Hub : IDisposable
{
    internal static readonly DocumentType[] AllTypes =
    [
        CustomerDocuments.Type, DeletedCustomer.Type, MergedCustomer.Type, Product.Type, BranchLink.Type, KnownTag.Type, Contact.Type, CustomerAddress.Type, Note.Type, Attachment.Type, LooseFile.Type, Order.Type, Quote.Type, SalesReturn.Type, DeliveryNote.Type, Posting.Type, YearSums.Type, HistoryEntry.Type, Claim.Type, OrderClaim.Type, AbsentOrder.Type, AbandonedDocument.Type, NumberClaim.Type, HubSettings.Type,
        Sequence.Type, Store.Type, StoreEvent.Type, StoreEventBody.Type, PullState.Type, WebhookWatch.Type, ApiVersion.Type, Job.Type, DataFile.Type, ShopRedaction.Type, CreditRun.Type, CreditRunPage.Type, Subscription.Type, Announcement.Type, Delivery.Type, NumberedSample.Type,
    ];

    internal static readonly PartTypes Parts = PartTypes.Among(AllTypes);
    internal static readonly MovingTypes Moving = MovingTypes.Among(AllTypes);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hub-");
    private readonly ServiceProvider _services;

    public Hub()
    {
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(Clock);
        _services = EmbeddedStorage.Add(services, _folder.FullName, AllTypes).BuildServiceProvider();
        Documents = _services.GetRequiredService<IDocumentStore>();
        Queue = _services.GetRequiredService<IQueue>();
        Do = Over(Documents);
    }

    public FakeTimeProvider Clock { get; } = new(Sample.Start);
    public IDocumentStore Documents { get; }
    public IQueue Queue { get; }
    public UseCases Do { get; }

    /// <summary>The use cases as another process runs them, on a store that may misbehave.</summary>
    public UseCases Over(IDocumentStore documents) => new(documents, Queue, _services.GetRequiredService<IBlobStore>(), Clock);

    public async Task<IReadOnlyList<T>> AllAsync<T>(DocumentType<T> type, string? partition = null) where T : class
    {
        var all = new List<T>();
        foreach (var one in partition is not null || type.IsListedById ? [partition] : await CustomersAsync())
            await foreach (var found in Documents.AllAsync(type, new Query(type, 1000) { Partition = one }, default)) all.Add(found.Value);
        return all;
    }

    private async Task<IEnumerable<string?>> CustomersAsync() => (await AllAsync(CustomerDocuments.Type)).Select(customer => customer.Id.Value);

    public async Task<T?> FindAsync<T>(DocumentType<T> type, string partition, string id) where T : class =>
        (await Documents.ReadAsync(type, partition, id, default))?.Value;

    public async Task<Customer> CustomerAsync(CustomerId id) => (await FindAsync(CustomerDocuments.Type, id.Value, id.Value))!;

    public Task<OrderClaim?> ClaimAsync(Store store, string externalId) =>
        FindAsync(OrderClaim.Type, Claim.OfStoreOrder(store.Id, externalId), Claim.OfStoreOrder(store.Id, externalId));

    /// <summary>The order that the store's order is here.</summary>
    public async Task<Order?> OrderAsync(Store store, string externalId) =>
        await ClaimAsync(store, externalId) is { CustomerId: { } customer, OrderId: { } order } ? await FindAsync(Order.Type, customer.Value, order) : null;

    public void Dispose()
    {
        _services.Dispose();
        _folder.Delete(recursive: true);
    }
}
