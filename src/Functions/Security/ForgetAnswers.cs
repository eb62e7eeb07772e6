using Customers.Domain.Documents;

namespace Customers.Functions.Security;

/// <summary>Deletes kept answers a day or more after their request. Running it twice, or half, does no harm.</summary>
public sealed class ForgetAnswers(IDocumentStore store, TimeProvider clock)
{
    private const int PageSize = 200;

    /// <returns>How many were deleted.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var forgotten = 0;
        var old = new Condition.Range(KeptAnswer.ExpiresOn, null, KeptAnswer.DayOf(clock.GetUtcNow()));
        var query = new Query(KeptAnswer.Documents, PageSize) { Where = [old], SortBy = KeptAnswer.ExpiresOn };
        await foreach (var mark in store.AllAsync(KeptAnswer.Documents, query, cancel))
            if (await store.DeleteAsync(KeptAnswer.Documents, mark, cancel)) forgotten++;
        return forgotten;
    }
}
