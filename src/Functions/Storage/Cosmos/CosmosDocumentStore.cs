using Customers.Domain.Documents;
using Customers.Domain.Queues;
using Microsoft.Azure.Cosmos;

namespace Customers.Functions.Storage.Cosmos;

/// <summary>Documents in Cosmos DB. Each commit is one request, whatever it writes; so is each read.</summary>
public sealed partial class CosmosDocumentStore(CosmosAccount account, IQueue queue, ILogger<CosmosDocumentStore> log) : IDocumentStore
{
    public async Task<CommitResult> CommitAsync(Commit commit, CancellationToken cancel)
    {
        CommitLimits.Check(commit);
        var batch = BatchOf(commit);
        using var answer = await CosmosCalls.CallAsync(() => batch.ExecuteAsync(cancel), cancel);
        if (answer.IsSuccessStatusCode)
        {
            await SendAsync(commit.Messages);
            return new CommitResult.Committed([.. answer.Select((result, i) => commit.Writes[i] is Write.Delete ? "" : result.ETag)]);
        }
        if (!CosmosCalls.IsConflict(answer.StatusCode, answer.Headers)) throw CosmosCalls.Fault(answer.StatusCode, answer.Headers);
        // The others are marked as failed dependencies: the answer as a whole carries the status of the one that did not fit.
        var misfit = Enumerable.Range(0, answer.Count).First(i => answer[i].StatusCode == answer.StatusCode);
        return new CommitResult.Conflict(commit.Writes[misfit].Id);
    }

    public async ValueTask<StoredDocument?> ReadAsync(DocumentKey key, CancellationToken cancel)
    {
        // A point read names the id in its address, which loses a space at the end.
        if (key.Id.EndsWith(' ')) return (await FindAsync(key.Container, key.Partition, [key.Id], cancel)).SingleOrDefault();
        var item = await CosmosCalls.ReadAsync(() => account.Container(key.Container).ReadItemStreamAsync(key.Id, new(key.Partition), cancellationToken: cancel), cancel);
        return item is null ? null : CosmosItem.Read(key.Container, item.Value).Document;
    }

    public async ValueTask<IReadOnlyList<StoredDocument>> ReadManyAsync(string container, string partition, IReadOnlyList<string> ids, CancellationToken cancel)
    {
        if (ids.Count == 0) return [];
        if (ids.Count == 1) return await ReadAsync(new(container, partition, ids[0]), cancel) is { } only ? [only] : [];
        var found = (await FindAsync(container, partition, [.. ids.Distinct()], cancel)).ToDictionary(document => document.Key.Id);
        return [.. ids.Select(found.GetValueOrDefault).OfType<StoredDocument>()];
    }

    public async ValueTask<Page<StoredDocument>> QueryAsync(Query query, CancellationToken cancel)
    {
        var type = account.Type(query.Type.Name, query.Type.Container);
        var sql = new CosmosQuery(query);
        return sql.Page(await ItemsAsync(type.Container, sql.Definition, sql.Options, sql.Enough, cancel));
    }

    public async Task CheckAsync(CancellationToken cancel) => await ReadAsync(new(Containers.System, "check", "check"), cancel);

    private async Task<IEnumerable<StoredDocument>> FindAsync(string container, string partition, string[] ids, CancellationToken cancel)
    {
        var (query, options) = CosmosQuery.Find(partition, ids);
        return (await ItemsAsync(container, query, options, enough: ids.Length, cancel)).Select(item => item.Document);
    }

    private async Task<List<CosmosItem>> ItemsAsync(string container, QueryDefinition query, QueryRequestOptions options, int enough, CancellationToken cancel)
    {
        using var pages = account.Container(container).GetItemQueryStreamIterator(query, requestOptions: options);
        var items = new List<CosmosItem>();
        while (items.Count < enough && pages.HasMoreResults)
        {
            var answer = await CosmosCalls.ReadAsync(() => pages.ReadNextAsync(cancel), cancel);
            items.AddRange(CosmosItem.ReadAll(container, answer ?? throw new InvalidOperationException($"Cosmos DB did not find what a query of '{container}' needs.")));
        }
        return items;
    }

    private TransactionalBatch BatchOf(Commit commit)
    {
        var batch = account.Container(commit.Container).CreateTransactionalBatch(new(commit.Partition));
        foreach (var write in commit.Writes)
        {
            batch = write switch
            {
                Write.Create create => batch.CreateItemStream(ItemOf(commit, write.Id, create.Content)),
                Write.Replace replace => batch.ReplaceItemStream(write.Id, ItemOf(commit, write.Id, replace.Content), new() { IfMatchEtag = replace.ETag }),
                Write.Upsert upsert => batch.UpsertItemStream(ItemOf(commit, write.Id, upsert.Content)),
                Write.Delete delete => batch.DeleteItem(write.Id, new() { IfMatchEtag = delete.ETag }),
                _ => throw new ArgumentException($"'{write.GetType().Name}' is no known write.", nameof(commit)),
            };
        }
        return batch;
    }

    private MemoryStream ItemOf(Commit commit, string id, DocumentContent content) =>
        CosmosItem.Write(commit.Partition, id, account.Type(content.Type, commit.Container), content);

    /// <summary>The writes hold, whatever becomes of their messages: a lost one is sent again by the tick that its sender has.</summary>
    private async Task SendAsync(IReadOnlyList<QueueMessage> messages)
    {
        foreach (var message in messages)
        {
            try
            {
                await queue.SendAsync(message, CancellationToken.None);
            }
            catch (StoreUnavailableException fault)
            {
                MessageLost(fault, message.Queue);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A commit holds, but its message for the queue {Queue} was not sent")]
    private partial void MessageLost(Exception fault, string queue);
}
