using Customers.Domain.Claims;
using Customers.Domain.Documents;
using Customers.Domain.Stores;
using Customers.Functions.Stores;
using Customers.Functions.Tests.Jobs;

namespace Customers.Functions.Tests.Stores;

public sealed class SaveStoreTests : IDisposable
{
    private readonly EmbeddedHub _hub = new();

    public void Dispose() => _hub.Dispose();

    [Fact]
    public async Task Of_two_stores_saved_at_once_with_one_secret_one_is()
    {
        string? second = null;
        var own = false;
        _hub.Documents.BeforeCommit = async commit =>
        {
            if (own || commit.Container != Containers.System) return;
            own = true;
            second = (await _hub.RegisterAsync("other", "shared")).Refusal?.Code;
        };

        var first = await _hub.RegisterAsync("shared");

        Assert.Equal((null, "secret-in-use"), (first.Refusal, second));
        Assert.Equal(first.Value.Id, (await ClaimAsync("shared"))?.StoreId);
        Assert.Null(await ClaimAsync("other"));
    }

    [Fact]
    public async Task A_secret_of_a_store_that_was_never_saved_is_free_after_a_while()
    {
        _hub.Documents.BeforeCommit = commit => commit.Container == Containers.System ? throw new StoreUnavailableException("broken by the test") : Task.CompletedTask;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _hub.RegisterAsync("shared"));
        _hub.Documents.BeforeCommit = _ => Task.CompletedTask;

        Assert.Equal("secret-in-use", (await _hub.RegisterAsync("shared")).Refusal?.Code);
        _hub.Clock.Advance(Claim.Patience);
        Assert.Null((await _hub.RegisterAsync("shared")).Refusal);
        _hub.Clock.Advance(Claim.Patience);
        Assert.Equal("secret-in-use", (await _hub.RegisterAsync("shared")).Refusal?.Code);
    }

    [Fact]
    public async Task What_was_read_of_a_store_before_it_changed_is_not_kept()
    {
        var registry = _hub.Get<StoreRegistry>();
        var store = (await _hub.RegisterAsync("s")).Value;
        var changed = false;
        _hub.Documents.AfterRead = async key =>
        {
            if (changed || key.Id != store.Id) return;
            changed = true;
            var current = (await _hub.Documents.ReadAsync(Store.Type, store.Id, store.Id, default))!;
            await _hub.Documents.SaveAsync(Store.Type, current, current.Value with { SealedSecrets = registry.Seal(new(new() { AccessToken = "t" }, ["new"])) }, default);
            registry.Forget(store.Id);
        };

        Assert.Equal(["s"], (await registry.FindAsync(store.Id, default))!.SigningSecrets);
        Assert.Equal(["new"], (await registry.FindAsync(store.Id, default))!.SigningSecrets);
    }

    private async Task<SecretClaim?> ClaimAsync(string secret) =>
        (await _hub.Documents.ReadAsync(SecretClaim.Type, SecretClaim.IdOf(secret), SecretClaim.IdOf(secret), default))?.Value;
}
