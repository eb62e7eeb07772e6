using Customers.Domain.Documents;
using Microsoft.Extensions.DependencyInjection;

namespace Customers.Functions.Tests.App;

/// <summary>A store that breaks off after so many commits.</summary>
internal sealed class CutStore(IDocumentStore store) : IDocumentStore
{
    public int Left { get; set; } = int.MaxValue;

    /// <summary>In the place of the store that is registered.</summary>
    public static void Configure(IServiceCollection services)
    {
        var registered = services.Last(service => service.ServiceType == typeof(IDocumentStore)).ImplementationType!;
        services.AddSingleton<IDocumentStore>(all => new CutStore((IDocumentStore)ActivatorUtilities.CreateInstance(all, registered)));
    }

    public Task<CommitResult> CommitAsync(Commit commit, CancellationToken cancel) => Left-- > 0 ? store.CommitAsync(commit, cancel) : throw new StoreUnavailableException("broken by the test");

    public ValueTask<StoredDocument?> ReadAsync(DocumentKey key, CancellationToken cancel) => store.ReadAsync(key, cancel);

    public ValueTask<IReadOnlyList<StoredDocument>> ReadManyAsync(string container, string partition, IReadOnlyList<string> ids, CancellationToken cancel) => store.ReadManyAsync(container, partition, ids, cancel);

    public ValueTask<Page<StoredDocument>> QueryAsync(Query query, CancellationToken cancel) => store.QueryAsync(query, cancel);

    public Task CheckAsync(CancellationToken cancel) => store.CheckAsync(cancel);
}
