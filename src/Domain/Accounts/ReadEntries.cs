using System.Globalization;
using Customers.Domain.Documents;
using Customers.Domain.Identity;

namespace Customers.Domain.Accounts;

/// <summary>A line of the ledger and the posting that wrote it.</summary>
public sealed record LedgerEntry(Posting Posting, LedgerLine Line);

/// <summary>Reads the ledger of a customer line by line, in the order of the postings' dates. A page may end within a posting.</summary>
public sealed class ReadEntries(IDocumentStore documents)
{
    public async Task<Page<LedgerEntry>> PageAsync(CustomerId customer, int limit, bool descending, Position? after, CancellationToken cancel)
    {
        var entries = new List<LedgerEntry>();
        var (id, taken) = Parse(after);
        if (id is not null && await documents.ReadAsync(Posting.Type, customer.Value, id, cancel) is { } begun) Take(begun.Value, taken);
        var query = new Query(Posting.Type, limit) { Partition = customer.Value, SortBy = "date", Descending = descending, After = after is null ? null : after with { Id = id! } };
        while (entries.Count < limit)
        {
            var page = await documents.QueryAsync(Posting.Type, query, cancel);
            foreach (var found in page.Items.TakeWhile(_ => entries.Count < limit)) Take(found.Value, 0);
            if (page.Next is null) break;
            query = query with { After = page.Next };
        }

        return new(entries, entries.Count < limit ? null : After(entries));

        void Take(Posting posting, int from) => entries.AddRange(posting.Lines.Skip(from).Take(limit - entries.Count).Select(line => new LedgerEntry(posting, line)));

        Position After(List<LedgerEntry> so)
        {
            var last = so[^1].Posting;
            var lines = so.Count(entry => entry.Posting.Id == last.Id) + (last.Id == id ? taken : 0);
            return new(last.Date.DayNumber, string.Create(CultureInfo.InvariantCulture, $"{last.Id}#{lines}"));
        }
    }

    /// <summary>How many lines of the posting were shown already stands behind its id.</summary>
    private static (string? Id, int Taken) Parse(Position? after) =>
        after?.Id.Split('#') is [var id, var lines] && int.TryParse(lines, NumberStyles.None, CultureInfo.InvariantCulture, out var taken) ? (id, taken) : (after?.Id, 0);
}
