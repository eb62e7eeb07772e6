using Customers.Domain.Documents;
using Customers.Functions.Storage.Cosmos;

namespace Customers.Storage.Tests;

[NeedsNpm, Collection(CosmosTests.Name)]
public sealed class CosmosDocumentStoreTests(CosmosEmulator emulator) : DocumentStoreContract, IAsyncLifetime, IDisposable
{
    private CosmosAccount? _account;

    protected override IDocumentStore Store => CosmosTests.StoreOn(_account!);

    public async Task InitializeAsync() => _account = await CosmosTests.CreateAsync(emulator);

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _account?.Dispose();
}

[NeedsNpm, Collection(CosmosTests.Name)]
public sealed class CosmosQueryTests(CosmosEmulator emulator) : QueryContract, IDisposable
{
    private CosmosAccount? _account;

    protected override IDocumentStore Store => CosmosTests.StoreOn(_account!);

    public override async Task InitializeAsync()
    {
        _account = await CosmosTests.CreateAsync(emulator);
        await base.InitializeAsync();
    }

    public void Dispose() => _account?.Dispose();
}
