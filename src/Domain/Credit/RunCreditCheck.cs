using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Queues;
using Customers.Domain.Settings;

namespace Customers.Domain.Credit;

/// <summary>
/// Works through a credit run, one queue message at a time: find a page of candidates by index, and pass it on; check the
/// customers of a page. Every step may be repeated or cut anywhere.
/// </summary>
public sealed class RunCreditCheck(IDocumentStore documents, IQueue queue, CheckCustomer check, CurrentSettings settings, TimeProvider clock)
{
    private const int AtOnce = 16;

    /// <returns>The run, when this message has brought it to its end.</returns>
    public async Task<CreditRun?> RunAsync(CreditMessage message, CancellationToken cancel)
    {
        if (await documents.ReadAsync(CreditRun.Type, message.RunId, message.RunId, cancel) is not { Value.Status: CreditRunStatus.Running } run) return null;
        if (message.Find) await FindAsync(run.Value, message.Page, cancel);
        else await CheckAsync(run.Value, message.Page, cancel);
        return await FinishAsync(message.RunId, cancel);
    }

    /// <summary>Ends a run of which a step never came to its end, and says how it stands. Who was not checked stays a candidate of the next run.</summary>
    public Task<CreditRun?> GiveUpAsync(string runId, CancellationToken cancel) => documents.ChangeAsync(CreditRun.Type, runId, runId, run =>
        run is { Status: CreditRunStatus.Running } ? run with { Status = CreditRunStatus.Failed, FinishedAt = clock.GetUtcNow() } : null, cancel);

    private async Task FindAsync(CreditRun run, int number, CancellationToken cancel)
    {
        var cursor = number == 0 ? new CandidateCursor(ByDate: run.Policy is null) : (await PageAsync(run.Id, number - 1, cancel))?.Value.Next;
        if (cursor is null) return;
        var page = (await PageAsync(run.Id, number, cancel))?.Value ?? await FixPageAsync(run, number, cursor, cancel);
        await queue.SendAsync(new CreditMessage(run.Id, number, Find: false).ToQueue(), cancel);
        if (page.Next is not null) await queue.SendAsync(new CreditMessage(run.Id, number + 1, Find: true).ToQueue(), cancel);
        else await documents.ChangeAsync(CreditRun.Type, run.Id, run.Id, found => found is { Pages: null } ? found with { Pages = number + 1 } : null, cancel);
    }

    private async Task<CreditRunPage> FixPageAsync(CreditRun run, int number, CandidateCursor cursor, CancellationToken cancel)
    {
        var found = await documents.QueryAsync(QueryOf(cursor, run), cancel);
        var candidates = found.Items.Where(c => cursor.ByDate || run.Policy is not null || !WasFoundByDate(c, run.Date)).Select(c => CustomerId.Parse(c.Key.Id));
        var page = new CreditRunPage { RunId = run.Id, Number = number, Candidates = [.. candidates], Next = NextOf(cursor, found.Next) };
        return await documents.CreateAsync(CreditRunPage.Type, page, cancel) is not null ? page : (await PageAsync(run.Id, number, cancel))!.Value;
    }

    private async Task CheckAsync(CreditRun run, int number, CancellationToken cancel)
    {
        if (await PageAsync(run.Id, number, cancel) is not { Value.Counts: null } page) return;
        var terms = await TermsAsync(run, cancel);
        var counts = new CreditRunCounts { Candidates = page.Value.Candidates.Count };
        var gate = new Lock();
        await Parallel.ForEachAsync(page.Value.Candidates, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (id, token) =>
        {
            var one = await check.RunAsync(run, id, terms, token);
            lock (gate) counts += one;
        });
        await documents.SaveAsync(CreditRunPage.Type, page, page.Value with { Counts = counts }, cancel);
    }

    /// <summary>Whoever checks the last page sums up.</summary>
    private async Task<CreditRun?> FinishAsync(string runId, CancellationToken cancel)
    {
        if (await documents.ReadAsync(CreditRun.Type, runId, runId, cancel) is not { Value: { Status: CreditRunStatus.Running, Pages: { } pages } } run) return null;
        if (await SumAsync(runId, pages, cancel) is not { } counts) return null;
        // A conflict means that another has summed up the same pages: its end stands.
        var finished = run.Value with { Status = CreditRunStatus.Succeeded, FinishedAt = clock.GetUtcNow(), Counts = counts };
        return (await documents.SaveAsync(CreditRun.Type, run, finished, cancel))?.Value;
    }

    /// <summary>Null while a page is not checked yet. Pages are checked about in order, so looking from the end tells early.</summary>
    private async Task<CreditRunCounts?> SumAsync(string runId, int pages, CancellationToken cancel)
    {
        var sum = new CreditRunCounts();
        foreach (var numbers in Enumerable.Range(0, pages).Reverse().Chunk(20))
            foreach (var page in await documents.ReadManyAsync(CreditRunPage.Type, runId, [.. numbers.Select(n => CreditRunPage.IdOf(runId, n))], cancel))
            {
                if (page.Value.Counts is not { } counts) return null;
                sum += counts;
            }
        return sum;
    }

    /// <summary>A body that cannot be read says nothing; its check fails alone.</summary>
    private static bool WasFoundByDate(StoredDocument customer, DateOnly date)
    {
        try
        {
            return CustomerDocuments.Type.Read(customer).Value.Account.CreditDueOn <= date;
        }
        // Whatever makes it unreadable, the others of its page must be checked.
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return false;
        }
    }

    private static Query QueryOf(CandidateCursor cursor, CreditRun run)
    {
        // Under a policy that is only asked about everybody is a candidate; Cosmos DB knows no whole numbers beyond 2⁵³.
        var field = cursor.ByDate ? "creditDueOn" : "creditRevision";
        return new(CustomerDocuments.Type, CreditRunPage.Size)
        {
            Where = [new Condition.Range(field, null, cursor.ByDate ? run.Date.DayNumber + 1 : run.Policy is null ? run.Revision : int.MaxValue)],
            SortBy = field,
            After = cursor.LastId is null ? null : new Position(cursor.SortValue, cursor.LastId),
        };
    }

    private static CandidateCursor? NextOf(CandidateCursor cursor, Position? next) => next switch
    {
        { SortValue: FieldValue.Number sort } => cursor with { SortValue = sort.Value, LastId = next.Id },
        _ => cursor.ByDate ? new CandidateCursor(ByDate: false) : null,
    };

    private ValueTask<Stored<CreditRunPage>?> PageAsync(string runId, int number, CancellationToken cancel) =>
        documents.ReadAsync(CreditRunPage.Type, runId, CreditRunPage.IdOf(runId, number), cancel);

    /// <summary>Never of a date before the run's own, if the clock jumps back: its candidates are those of that date.</summary>
    private async Task<CreditTerms> TermsAsync(CreditRun run, CancellationToken cancel)
    {
        var hub = await settings.GetAsync(run.Revision, cancel);
        var today = hub.Organisation.DateAt(clock.GetUtcNow());
        return new(run.Policy ?? hub.CreditControl, today > run.Date ? today : run.Date);
    }
}
