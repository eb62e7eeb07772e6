using System.Collections.Concurrent;
using Customers.Domain.Documents;
using Customers.Domain.Stores;

namespace Customers.Functions.Stores;

/// <summary>Keeps in which version of its API a store answers, and tells once when that is not the one asked for.</summary>
internal sealed partial class NoteApiVersion(IDocumentStore documents, ILogger<NoteApiVersion> log)
{
    private const int Longest = 20;
    private readonly ConcurrentDictionary<string, ApiVersion> _noted = new();

    public async Task RunAsync(ApiVersion seen, CancellationToken cancel)
    {
        if (seen.Answered.Length > Longest || (_noted.TryGetValue(seen.StoreId, out var noted) && noted == seen)) return;
        var id = ApiVersion.IdOf(seen.StoreId);
        var found = await documents.ReadAsync(ApiVersion.Type, id, id, cancel);
        // Whoever keeps the change tells of it.
        if (found?.Value != seen && await documents.SaveAsync(ApiVersion.Type, found, seen, cancel) is not null && seen.HasDrifted) LogDrifted(seen.StoreId, seen.Asked, seen.Answered);
        _noted[seen.StoreId] = seen;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Store {StoreId} was asked for version {Asked} of its API and answers in {Answered}")]
    private partial void LogDrifted(string storeId, string asked, string answered);
}
