using System.Text.Json;
using Customers.Domain.Claims;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Search;

namespace Customers.Domain.Settings;

/// <summary>
/// Lies where a document was to be created whose number went to another: whoever still creates it fails, and starts over with
/// another id.
/// </summary>
public sealed record AbandonedDocument(string Id, CustomerId CustomerId, DateTimeOffset At)
{
    public static readonly DocumentType<AbandonedDocument> Type = new("abandonedDocument", Containers.Customers, m => m.CustomerId.Value, m => m.Id)
    {
        IsPart = true,
        PartitionIndexes = [[]], // by id
    };
}

/// <summary>Settles whether a number is still wanted by the document that it was reserved for.</summary>
public sealed class AbandonDocument(IDocumentStore documents, CustomerStore customers, TimeProvider clock)
{
    /// <summary>
    /// True: no document with this number lies under this id, and none ever will. False: there it is. The number of every
    /// numbered document is its property <c>number</c>.
    /// </summary>
    public async Task<bool> RunAsync(CustomerId customer, string documentId, string number, CancellationToken cancel)
    {
        while (true)
        {
            if (await FindAsync(customer, documentId, cancel) is { } found) return found.Type == AbandonedDocument.Type.Name || !Has(found, number);
            if (await documents.CreateAsync(AbandonedDocument.Type, new(documentId, customer, clock.GetUtcNow()), cancel) is not null) return true;
        }
    }

    /// <summary>The same for work that began then and may go on; false also while it has time left.</summary>
    public async Task<bool> IfLateAsync(CustomerId customer, string documentId, string number, DateTimeOffset began, CancellationToken cancel)
    {
        if (clock.GetUtcNow() - began < Claim.Patience && await FindAsync(customer, documentId, cancel) is null) return false;
        return await RunAsync(customer, documentId, number, cancel);
    }

    /// <summary>Also where the customer has gone into another one.</summary>
    private async ValueTask<StoredDocument?> FindAsync(CustomerId customer, string documentId, CancellationToken cancel)
    {
        if (await documents.ReadAsync(new DocumentKey(Containers.Customers, customer.Value, documentId), cancel) is { } found) return found;
        return await customers.LastIdAsync(customer, cancel) is var last && last != customer ? await documents.ReadAsync(new DocumentKey(Containers.Customers, last.Value, documentId), cancel) : null;
    }

    private static bool Has(StoredDocument document, string number) =>
        JsonSerializer.Deserialize<Envelope>(document.Body.Span, StoredJson.Options)?.Data?.Number is { } own && SearchWords.Fold(own) == SearchWords.Fold(number);

    /// <summary>What the stored documents of all numbered types have in common.</summary>
    private sealed record Envelope(Numbered? Data);
    private sealed record Numbered(string? Number);
}
