using System.Net;
using System.Net.Http.Json;
using Customers.Domain.Identity;
using Customers.Domain.Keys;
using Customers.Functions.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Customers.Functions.Tests.Security;

public sealed class KeyTests : IAsyncLifetime
{
    private readonly HubFixture _hub = new();

    public Task InitializeAsync() => _hub.InitializeAsync();
    public Task DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task A_new_key_shows_its_secret_once_and_opens_the_API()
    {
        var (id, secret) = await _hub.NewKeyAsync(Role.Partner);
        Assert.StartsWith("key_", id, StringComparison.Ordinal);
        Assert.Matches("^hub_[A-Za-z0-9_-]{43}$", secret);
        using var response = await _hub.Client(secret).GetAsync("/api/me");
        Assert.Equal($$"""{"id":"{{id}}","name":"a key","role":"partner"}""", await response.Content.ReadAsStringAsync());
        Assert.DoesNotContain(secret, await _hub.Client().GetStringAsync("/api/keys"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer hub_unknown")]
    [InlineData("Basic aHViOg==")]
    [InlineData("hub_admin-key-of-the-tests-0123456789abcdef")]
    public async Task Without_a_valid_key_nobody_gets_in(string? authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/me");
        if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var response = await _hub.Client(key: null).SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("unauthenticated", await response.ProblemAsync());
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Fact]
    public async Task A_revoked_key_is_closed_at_once_and_stays_listed()
    {
        var (id, secret) = await _hub.NewKeyAsync(Role.Viewer);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(secret));
        using var revoked = await _hub.Client().DeleteAsync($"/api/keys/{id}");
        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(secret));
        using var again = await _hub.Client().DeleteAsync($"/api/keys/{id}");
        Assert.Equal(HttpStatusCode.NoContent, again.StatusCode);
        Assert.Equal("2026-11-22T10:00:00Z", (await ListedAsync(id)).Text("revokedAt"));
    }

    [Fact]
    public async Task A_key_revoked_elsewhere_is_closed_within_a_minute()
    {
        var (id, secret) = await _hub.NewKeyAsync(Role.Viewer);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(secret));
        await _hub.Services.GetRequiredService<KeyRing>().RevokeAsync(id, Caller.Hub, _hub.Services.GetRequiredService<UlidSource>(), CancellationToken.None);
        _hub.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(secret));
    }

    [Fact]
    public async Task A_known_key_is_not_looked_up_again_for_a_while()
    {
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(HubFixture.AdminKey));
        await UsedAsync(HubFixture.AdminKey);
        var reads = _hub.Store.Reads;
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(HubFixture.AdminKey));
        Assert.Equal(reads, _hub.Store.Reads);
    }

    [Fact]
    public async Task A_key_expires_to_the_second()
    {
        var secret = await _hub.KeyAsync(Role.Viewer, _hub.Clock.GetUtcNow().AddSeconds(10));
        _hub.Clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(secret));
        _hub.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(secret));
    }

    [Fact]
    public async Task The_last_use_is_noted_once_a_minute()
    {
        var (id, secret) = await _hub.NewKeyAsync(Role.Viewer);
        await StatusAsync(secret);
        await UsedAsync(secret);
        _hub.Clock.Advance(TimeSpan.FromSeconds(59));
        await StatusAsync(secret);
        Assert.Equal("2026-11-22T10:00:00Z", (await ListedAsync(id)).Text("lastUsedAt"));
        _hub.Clock.Advance(TimeSpan.FromSeconds(1));
        await StatusAsync(secret);
        await UsedAsync(secret);
        Assert.Equal("2026-11-22T10:01:00Z", (await ListedAsync(id)).Text("lastUsedAt"));
    }

    [Fact]
    public async Task Keys_are_listed_in_the_order_of_their_creation()
    {
        var ids = new List<string>();
        for (var i = 0; i < 5; i++) ids.Add((await _hub.NewKeyAsync(Role.Viewer)).Id);
        var listed = new List<string>();
        for (var next = "?limit=2"; next is not null;)
        {
            using var response = await _hub.Client().GetAsync("/api/keys" + next);
            var page = await response.JsonAsync();
            listed.AddRange(page.GetProperty("items").EnumerateArray().Select(k => k.Text("id")));
            next = page.GetProperty("next").GetString() is { } cursor ? $"?limit=2&after={cursor}" : null;
        }
        Assert.Equal(ids, listed[1..]);
    }

    [Theory]
    [InlineData("{}", "name: must have 1 to 200 characters", "role: is required")]
    [InlineData("""{ "name": " ", "role": "owner" }""", "name: must have 1 to 200 characters", "role: must be one of viewer, partner, staff, admin")]
    [InlineData("""{ "name": "n", "role": "staff", "expiresAt": "2026-11-22T10:00:00Z", "hash": "x" }""", "expiresAt: must lie in the future", "hash: unknown or read-only")]
    public async Task A_key_that_makes_no_sense_is_refused(string body, params string[] faults)
    {
        using var content = Wire.Json(body);
        using var response = await _hub.Client().PostAsync("/api/keys", content);
        Assert.Equal(faults, (await response.FaultsAsync()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Revoking_what_is_not_there_is_not_found()
    {
        using var response = await _hub.Client().DeleteAsync("/api/keys/key_1");
        Assert.Equal("not-found", await response.ProblemAsync());
    }

    private async Task<HttpStatusCode> StatusAsync(string secret)
    {
        using var response = await _hub.Client(secret).GetAsync("/api/me");
        return response.StatusCode;
    }

    private async Task<System.Text.Json.JsonElement> ListedAsync(string id)
    {
        var keys = await _hub.Client().GetFromJsonAsync<System.Text.Json.JsonElement>("/api/keys");
        return keys.GetProperty("items").EnumerateArray().Single(k => k.Text("id") == id);
    }

    // The note is written behind the request.
    private async Task UsedAsync(string secret)
    {
        var ring = _hub.Services.GetRequiredService<KeyRing>();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while ((await ring.FindAsync(KeySecret.HashOf(secret), patience.Token))?.LastUsedAt != _hub.Clock.GetUtcNow())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
