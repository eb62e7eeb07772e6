using System.Net;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.App;

/// <summary>Idempotency keys on real resources.</summary>
public sealed class RepeatedPostTests(HubHost hub) : IClassFixture<HubHost>
{
    [Fact]
    public async Task The_same_twice_is_one_customer_and_one_answer()
    {
        var first = await PostAsync("twice", new { name = "Twice" });
        var again = await PostAsync("twice", new { name = "Twice" });
        Assert.Equal((201, false), (first.Status, first.Replayed));
        Assert.Equal((201, true, first.Body), (again.Status, again.Replayed, again.Body));
        Assert.Single(await hub.Admin.AllAsync("/api/customers?q=twice"));
    }

    [Fact]
    public async Task At_once_it_is_one_customer()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => PostAsync("together", new { name = "Together" })));
        Assert.All(answers, a => Assert.Contains(a.Status, new[] { 201, 409 }));
        Assert.Single(answers, a => a is { Status: 201, Replayed: false });
        Assert.Single(answers.Where(a => a.Status == 201).Select(a => a.Body).Distinct(StringComparer.Ordinal));
        Assert.Single(await hub.Admin.AllAsync("/api/customers?q=together"));
    }

    [Fact]
    public async Task Another_body_under_the_same_key_is_refused()
    {
        await PostAsync("other", new { name = "Other" });
        Assert.Contains("idempotency-key-reused", (await PostAsync("other", new { name = "Another" })).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_of_the_content_frees_the_key_and_a_conflict_is_kept()
    {
        Assert.Equal(400, (await PostAsync("fix", new { name = "" })).Status);
        Assert.Equal((201, false), await StatusAsync("fix", new { name = "Fixed now" }));
        await hub.Admin.CreateCustomerAsync(new { name = "Holder", @ref = "TAKEN" });
        Assert.Equal((409, false), await StatusAsync("conflict", new { name = "Late", @ref = "TAKEN" }));
        Assert.Equal((409, true), await StatusAsync("conflict", new { name = "Late", @ref = "TAKEN" }));
    }

    [Fact]
    public async Task A_pull_begun_twice_is_one_job()
    {
        var store = await StoreDriver.RegisterAsync(hub.Admin, Domain.Stores.StoreKind.Shopify, "one-job");
        var jobs = new[] { await PostAsync("pull", null, store.Path + "/pull"), await PostAsync("pull", null, store.Path + "/pull") };
        Assert.Equal([202, 202], jobs.Select(j => j.Status));
        Assert.Equal(jobs[0].Body, jobs[1].Body);
    }

    private async Task<(int, bool)> StatusAsync(string key, object body) => (await PostAsync(key, body)) is var answer ? (answer.Status, answer.Replayed) : default;

    private async Task<(int Status, bool Replayed, string Body)> PostAsync(string key, object? body, string path = "/api/customers")
    {
        using var answer = await hub.Admin.TryAsync(HttpMethod.Post, path, body, ("Idempotency-Key", key));
        Assert.True(answer.StatusCode < HttpStatusCode.InternalServerError);
        return ((int)answer.StatusCode, answer.Headers.Contains("Idempotency-Replayed"), await answer.Content.ReadAsStringAsync());
    }
}
