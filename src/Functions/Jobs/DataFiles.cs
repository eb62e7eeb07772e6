using Customers.Domain.Blobs;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Jobs;

namespace Customers.Functions.Jobs;

/// <summary>Removes what was gathered of people: after 30 days, and when the person is redacted.</summary>
public sealed class DataFiles(IDocumentStore documents, IBlobStore blobs, TimeProvider clock)
{
    public const int DaysToKeep = 30;

    public Task RemoveOfAsync(CustomerId customer, CancellationToken cancel) =>
        RemoveAsync(new Query(DataFile.Type, 100) { Where = [new Condition.Equal(DataFile.OfCustomer, customer.Value)] }, cancel);

    public Task RemoveOldAsync(CancellationToken cancel) => RemoveAsync(new Query(DataFile.Type, 100)
    {
        Where = [new Condition.Range(DataFile.Expires, null, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).DayNumber + 1L)], SortBy = DataFile.Expires,
    }, cancel);

    private async Task RemoveAsync(Query query, CancellationToken cancel)
    {
        await foreach (var file in documents.AllAsync(DataFile.Type, query, cancel))
        {
            await blobs.DeleteAsync(file.Value.Blob, cancel);
            await documents.DeleteAsync(DataFile.Type, file, cancel);
            // It was still being written: whoever writes it looks for the document once it is there.
            await blobs.DeleteAsync(file.Value.Blob, cancel);
        }
    }
}
