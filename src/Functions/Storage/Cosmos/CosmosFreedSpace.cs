using Customers.Domain.Documents;

namespace Customers.Functions.Storage.Cosmos;

/// <summary>Disks and backups are Azure's; docs/operations.md says how long what was deleted can be restored from there.</summary>
internal sealed class CosmosFreedSpace : IFreedSpace
{
    public Task<bool> WipeAsync(CancellationToken cancel) => Task.FromResult(true);
}
