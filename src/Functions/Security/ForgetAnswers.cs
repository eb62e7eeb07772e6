using Customers.Domain.Documents;
using Customers.Domain.Identity;

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

    /// <summary>What the answers about a customer said is removed; that they were given stays, so that a repeat does nothing twice. One that only names a job stays whole.</summary>
    /// <returns>False while a request still runs whose answer is not kept yet.</returns>
    public async Task<bool> OfCustomerAsync(CustomerId customer, CancellationToken cancel)
    {
        var query = new Query(KeptAnswer.Documents, PageSize) { Where = [new Condition.Equal(KeptAnswer.OfCustomer, customer.Value)] };
        var done = true;
        await foreach (var found in store.AllAsync(KeptAnswer.Documents, query, cancel))
        {
            var mark = await store.ChangeAsync(KeptAnswer.Documents, found.Value.Id, found.Value.Id, mark => mark is { Answer: { Body: not null, Status: not StatusCodes.Status202Accepted } answer } ? mark with { Answer = answer with { Body = null } } : null, cancel);
            done &= mark?.IsRunningAt(clock.GetUtcNow()) != true;
        }

        return done;
    }
}
