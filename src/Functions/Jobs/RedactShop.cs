using Customers.Domain.Accounts;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Jobs;
using Customers.Domain.Orders;
using Customers.Domain.Queues;
using Customers.Domain.Redaction;
using Customers.Domain.Stores;

namespace Customers.Functions.Jobs;

/// <summary>
/// Redacts whom a shop alone has brought, and removes the raw bodies of all its events, a page at a time. One that is cut goes on
/// behind its last page; each page is a message of its own.
/// </summary>
public sealed class RedactShop(IDocumentStore documents, ErasePerson erase, ForgetEventBodies bodies, RedactionJobs jobs, IFreedSpace freed, IQueue queue)
{
    private const int PageSize = 20;

    public async Task RunAsync(RedactionMessage message, CancellationToken cancel)
    {
        if (await jobs.ReportAsync(message.JobId, JobStatus.Running, cancel) is not { IsOver: false }) return;
        var id = ShopRedaction.IdOf(message.JobId);
        var found = await documents.ReadAsync(ShopRedaction.Type, id, id, cancel);
        var state = found?.Value ?? new ShopRedaction { JobId = message.JobId };
        var next = state.IsOver ? state : state.CustomersDone ? await EventsAsync(state, message, cancel) : await CustomersAsync(state, message, cancel);
        // Another delivery of the message has moved on meanwhile: it counts, this one does not.
        if (next is not null && next != state && await documents.SaveAsync(ShopRedaction.Type, found, next, cancel) is null) return;
        if (next is { IsOver: true } && await freed.WipeAsync(cancel)) await jobs.ReportAsync(next, JobStatus.Succeeded, cancel);
        else
        {
            await jobs.ReportAsync(next ?? state, JobStatus.Running, cancel);
            await queue.SendAsync(message.ToQueue(next is null or { IsOver: true } ? RunRedaction.WhileOthersEnd : default), cancel);
        }
    }

    /// <summary>Null: the page has to wait for others, and comes again.</summary>
    private async Task<ShopRedaction?> CustomersAsync(ShopRedaction state, RedactionMessage message, CancellationToken cancel)
    {
        var query = new Query(CustomerDocuments.Type, PageSize) { Where = [new Condition.Equal(CustomerDocuments.ImportedFrom, message.Of)], After = state.LastCustomer is { } last ? new Position(null, last) : null };
        var page = await documents.QueryAsync(CustomerDocuments.Type, query, cancel);
        var (waits, redacted) = (false, 0);
        foreach (var customer in page.Items.Select(found => found.Value))
        {
            if (!await IsOfStoreAloneAsync(customer, message.Of, cancel)) continue;
            redacted++;
            waits |= await erase.RunAsync(customer.Id, message.By, cancel) == Erasure.WaitsForOthers;
        }

        return waits ? null : state with { LastCustomer = page.Next?.Id, CustomersDone = page.Next is null, Redacted = state.Redacted + redacted, Kept = state.Kept + page.Items.Count - redacted };
    }

    private async Task<bool> IsOfStoreAloneAsync(Customer customer, string storeId, CancellationToken cancel)
    {
        var orders = await documents.AllAsync(Order.Type, new Query(Order.Type, 200) { Partition = customer.Id.Value }, cancel)
            .Select(found => found.Value).Where(order => order.MovedTo is null).ToListAsync(cancel);
        var postings = await documents.AllAsync(Posting.Type, new Query(Posting.Type, 200) { Partition = customer.Id.Value }, cancel).Select(found => found.Value).ToListAsync(cancel);
        return ShopRedaction.IsOfStoreAlone(customer, orders, postings, storeId);
    }

    private async Task<ShopRedaction?> EventsAsync(ShopRedaction state, RedactionMessage message, CancellationToken cancel)
    {
        var query = new Query(StoreEvent.Type, 10 * PageSize)
        {
            Where = [new Condition.Equal("storeId", message.Of)], SortBy = "createdAt",
            After = state.LastEvent is { } last ? new Position(state.LastEventAt.ToUnixTimeMilliseconds(), last) : null,
        };
        var page = await documents.QueryAsync(StoreEvent.Type, query, cancel);
        var done = true;
        foreach (var found in page.Items) done &= await bodies.ForgetNowAsync(found, cancel);
        return done ? state with { LastEvent = page.Next?.Id, LastEventAt = page.Items.Count > 0 ? page.Items[^1].Value.ReceivedAt : default, IsOver = page.Next is null } : null;
    }
}
