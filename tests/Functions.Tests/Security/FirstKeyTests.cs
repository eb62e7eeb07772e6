using System.Net;
using Customers.Domain.Identity;
using Customers.Domain.Keys;
using Customers.Functions.Security;
using Customers.Functions.Tests.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Customers.Functions.Tests.Security;

public sealed class FirstKeyTests : IAsyncLifetime
{
    private readonly HubFixture _hub = new();

    public Task InitializeAsync() => Task.CompletedTask;
    public Task DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task The_first_start_shows_one_admin_key_and_later_ones_none()
    {
        _hub.Settings["Customers:BootstrapKey"] = null;
        await _hub.InitializeAsync();
        await EnsureAsync();
        var secret = Assert.Single(_hub.ShownKeys);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(secret));
    }

    [Fact]
    public async Task A_configured_key_is_accepted_and_shown_nowhere()
    {
        await _hub.InitializeAsync();
        await EnsureAsync();
        Assert.Empty(_hub.ShownKeys);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(HubFixture.AdminKey));
    }

    [Fact]
    public async Task When_the_setting_changes_the_new_key_is_accepted_too()
    {
        await _hub.InitializeAsync();
        const string Changed = "another-key-of-more-than-32-characters";
        _hub.Services.GetRequiredService<IOptions<HubOptions>>().Value.BootstrapKey = Changed;
        await EnsureAsync();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(Changed));
    }

    [Fact]
    public async Task A_revoked_key_stays_revoked_at_the_next_start()
    {
        await _hub.InitializeAsync();
        var ring = _hub.Services.GetRequiredService<KeyRing>();
        await ring.RevokeAsync((await ring.FindAsync(KeySecret.HashOf(HubFixture.AdminKey), CancellationToken.None))!.Id, Caller.Hub, _hub.Services.GetRequiredService<UlidSource>(), CancellationToken.None);
        await EnsureAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(HubFixture.AdminKey));
    }

    [Theory]
    [InlineData("")]
    [InlineData("@Microsoft.KeyVault(SecretUri=https://vault.example/secrets/bootstrap-key)")] // what Azure leaves there when it cannot follow it
    public async Task A_configured_key_that_is_none_stops_the_start(string key)
    {
        _hub.Settings["Customers:BootstrapKey"] = key;
        await Assert.ThrowsAsync<OptionsValidationException>(_hub.InitializeAsync);
    }

    private Task EnsureAsync() => _hub.Services.GetRequiredService<FirstKey>().EnsureAsync(_hub.ShownKeys.Add, CancellationToken.None);

    private async Task<HttpStatusCode> StatusAsync(string secret)
    {
        using var response = await _hub.Client(secret).GetAsync("/api/keys");
        return response.StatusCode;
    }
}
