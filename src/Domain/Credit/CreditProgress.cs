using Customers.Domain.Documents;

namespace Customers.Domain.Credit;

/// <summary>A run with what it has done so far.</summary>
public sealed class CreditProgress(IDocumentStore documents)
{
    private const int PagesAtOnce = 100;

    public async Task<CreditRun?> OfAsync(string runId, CancellationToken cancel)
    {
        var run = (await documents.ReadAsync(CreditRun.Type, runId, runId, cancel))?.Value;
        return run is not { Status: CreditRunStatus.Running } ? run : run with { Counts = await SoFarAsync(runId, cancel) };
    }

    private async Task<CreditRunCounts> SoFarAsync(string runId, CancellationToken cancel)
    {
        var counts = new CreditRunCounts();
        for (var first = 0; ; first += PagesAtOnce)
        {
            var ids = Enumerable.Range(first, PagesAtOnce).Select(number => CreditRunPage.IdOf(runId, number)).ToList();
            var pages = await documents.ReadManyAsync(CreditRunPage.Type, runId, ids, cancel);
            counts = pages.Aggregate(counts, (sum, page) => sum + (page.Value.Counts ?? new() { Candidates = page.Value.Candidates.Count }));
            if (pages.Count < PagesAtOnce) return counts;
        }
    }
}
