using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;

namespace Customers.Domain.Merging;

/// <summary>The types of what goes with a customer to another one: those that declare <see cref="DocumentType.Move"/>.</summary>
public sealed record MovingTypes(IReadOnlyList<DocumentType> All)
{
    public static MovingTypes Among(IEnumerable<DocumentType> types) => new([.. types.Where(type => type.Move is not null)]);
}

/// <summary>Copies all that a closed customer owns to the other one, under the same ids; what is there already stays as it is.</summary>
public sealed class CopyParts(IDocumentStore documents, CustomerStore customers, MovingTypes types, MergeJobs jobs)
{
    private const int AtOnce = 90;

    /// <summary>False when the other one has taken over already: what people have removed since must not come back.</summary>
    public async Task<bool> RunAsync(Merge merge, CancellationToken cancel)
    {
        if (await OpenAsync(merge, cancel) is not { } from) return false;
        var total = TotalOf(from);
        foreach (var type in types.All)
            for (Query? query = new(type, AtOnce) { Partition = merge.From.Value }; query is not null;)
            {
                var page = await documents.QueryAsync(query, cancel);
                if (!await CopyAsync(type, page.Items, merge, cancel)) return false;
                await jobs.ReportAsync(merge.JobId, page.Items.Count, total, cancel);
                query = page.Next is null ? null : query with { After = page.Next };
            }

        return true;
    }

    /// <summary>Written once more as it is: whoever has written to a partition sees all that was written there before.</summary>
    private async Task<Customer?> OpenAsync(Merge merge, CancellationToken cancel)
    {
        while (await customers.FindAsync(merge.From, cancel) is { } from)
            if (await documents.SaveAsync(CustomerDocuments.Type, from, from.Value, cancel) is not null) return from.Value;
        return null;
    }

    /// <summary>Each commit replaces the customer, so that none comes after the one that takes over.</summary>
    private async Task<bool> CopyAsync(DocumentType type, IReadOnlyList<StoredDocument> items, Merge merge, CancellationToken cancel)
    {
        while (items.Count > 0)
        {
            if (await customers.FindAsync(merge.Into, cancel) is not { } into || into.Value.Is(merge.From)) return false;
            var there = (await documents.ReadManyAsync(type.Container, merge.Into.Value, [.. items.Select(item => item.Key.Id)], cancel)).Select(item => item.Key.Id).ToHashSet();
            var missing = items.Where(item => !there.Contains(item.Key.Id)).ToList();
            if (missing.Count == 0) return true;
            var writes = missing.Select(item => type.Move!(item, merge.Into)).ToList().FirstBatch();
            await documents.CommitAsync(new(Containers.Customers, merge.Into.Value, [CustomerDocuments.Type.Replace(into, into.Value), .. writes]), cancel);
            items = missing; // those written are found there
        }

        return true;
    }

    /// <summary>About how many: history and ledger entries are not counted anywhere, so they only fill up.</summary>
    private static long TotalOf(Customer from) => from.Counts.Contacts + from.Counts.Addresses + from.Counts.Notes + from.Counts.Attachments + from.Counts.Orders + from.Counts.Quotes + from.Counts.Invoices + from.Counts.Payments;
}
