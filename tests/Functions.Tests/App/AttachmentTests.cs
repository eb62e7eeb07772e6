using System.Net;
using System.Security.Cryptography;
using Customers.Domain.Attachments;
using Customers.Domain.Customers;
using Customers.Domain.Identity;
using Customers.Functions.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Customers.Functions.Tests.App;

public sealed class AttachmentTests(HubHost hub) : IClassFixture<HubHost>
{
    [Fact]
    public async Task A_file_is_uploaded_listed_read_and_deleted()
    {
        var customer = await CustomerAsync();
        using var created = await hub.Admin.TryAsync(HttpMethod.Post, $"/api/customers/{customer}/attachments", Files.Form("Contract 2026.pdf", Files.Pdf, "contract"));
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var path = created.Headers.Location!.ToString();
        var attachment = await hub.Admin.GetAsync(path);
        Assert.Equal((await created.JsonAsync()).ToString(), attachment.ToString());
        Assert.Equal(("Contract 2026.pdf", "contract", "application/pdf", Files.Pdf.Length), (attachment.Text("fileName"), attachment.Text("category"), attachment.Text("contentType"), attachment.GetProperty("size").GetInt32()));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Files.Pdf)), attachment.Text("sha256"));
        Assert.Equal((await hub.Admin.GetAsync("/api/me")).Text("id"), attachment.Text("by"));
        Assert.Equal("304", await hub.Admin.OutcomeAsync(HttpMethod.Get, path, null, ("If-None-Match", created.Headers.ETag!.ToString())));
        Assert.Equal(1, await CountAsync(customer));

        Assert.Equal("412 version-mismatch", await hub.Admin.OutcomeAsync(HttpMethod.Delete, path, null, ("If-Match", "\"9\"")));
        await hub.Admin.DeleteAsync(path);
        foreach (var gone in new[] { path, path + "/content" }) Assert.Equal("404 not-found", await hub.Admin.OutcomeAsync(HttpMethod.Get, gone));
        Assert.Equal("404 not-found", await hub.Admin.OutcomeAsync(HttpMethod.Delete, path));
        Assert.Equal(0, await CountAsync(customer));
        Assert.Empty(await hub.Admin.AllAsync($"/api/customers/{customer}/attachments"));
        Assert.DoesNotContain(TestStorage.Blobs(hub), blob => blob.Contains(customer, StringComparison.Ordinal));
        var history = await hub.Admin.AllAsync("/api/history?subject=" + attachment.Text("id"));
        Assert.Equal(["deleted", "created"], history.Select(h => h.Text("action")));
        Assert.Equal(["fileName", "category", "size"], history[1].GetProperty("changes").EnumerateArray().Select(c => c.Text("field")));
    }

    [Fact]
    public async Task Two_files_of_one_name_both_live()
    {
        var customer = await CustomerAsync();
        var first = await hub.Admin.UploadAsync(customer, "same.txt", "one"u8.ToArray());
        var second = await hub.Admin.UploadAsync(customer, "same.txt", "two"u8.ToArray());
        Assert.Equal("one", await hub.Admin.Http.GetStringAsync(Files.PathOf(customer, first) + "/content"));
        await hub.Admin.DeleteAsync(Files.PathOf(customer, first));
        Assert.Equal("two", await hub.Admin.Http.GetStringAsync(Files.PathOf(customer, second) + "/content"));
    }

    [Fact]
    public async Task The_list_goes_by_pages_and_category()
    {
        var customer = await CustomerAsync();
        foreach (var category in new[] { "contract", "taxCertificate", "specification", "correspondence", "other" }) await hub.Admin.UploadAsync(customer, category + ".txt", "x"u8.ToArray(), category);
        Assert.Equal(["contract.txt", "taxCertificate.txt", "specification.txt", "correspondence.txt", "other.txt"], (await hub.Admin.AllAsync($"/api/customers/{customer}/attachments?limit=2")).Select(a => a.Text("fileName")));
        Assert.Equal("taxCertificate.txt", Assert.Single(await hub.Admin.AllAsync($"/api/customers/{customer}/attachments?category=taxCertificate")).Text("fileName"));
        Assert.Equal("400 validation-failed", await hub.Admin.OutcomeAsync(HttpMethod.Get, $"/api/customers/{customer}/attachments?category=private"));
    }

    [Fact]
    public async Task A_file_is_found_at_its_own_customer_only()
    {
        var (owner, other) = (await CustomerAsync(), await CustomerAsync());
        var attachment = await hub.Admin.UploadAsync(owner, "a.txt", "x"u8.ToArray());
        foreach (var (method, content) in new[] { (HttpMethod.Get, ""), (HttpMethod.Get, "/content"), (HttpMethod.Delete, "") })
            Assert.Equal("404 not-found", await hub.Admin.OutcomeAsync(method, Files.PathOf(other, attachment) + content));
    }

    [Fact]
    public async Task Files_put_at_once_are_all_there_and_counted()
    {
        var customer = await CustomerAsync();
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => hub.Admin.UploadAsync(customer, $"{i}.txt", "x"u8.ToArray())));
        Assert.Equal(12, (await hub.Admin.AllAsync($"/api/customers/{customer}/attachments")).Count);
        Assert.Equal(12, await CountAsync(customer));
    }

    [Fact]
    public async Task A_file_does_not_defeat_an_edit_of_the_record()
    {
        var customer = await CustomerAsync();
        using var before = await hub.Admin.TryAsync(HttpMethod.Get, "/api/customers/" + customer);
        await hub.Admin.UploadAsync(customer, "a.txt", "x"u8.ToArray());
        Assert.Equal("200", await hub.Admin.OutcomeAsync(HttpMethod.Patch, "/api/customers/" + customer, new { phone = "1" }, ("If-Match", before.Headers.ETag!.ToString())));
    }

    [Fact]
    public async Task The_same_upload_twice_is_one_file_whatever_boundary_it_uses()
    {
        var customer = await CustomerAsync();
        var first = await OnceAsync(customer, "k", "a.txt", "x");
        var again = await OnceAsync(customer, "k", "a.txt", "x");
        Assert.Equal((201, false), (first.Status, first.Replayed));
        Assert.Equal((201, true, first.Body), (again.Status, again.Replayed, again.Body));
        Assert.Contains("idempotency-key-reused", (await OnceAsync(customer, "k", "a.txt", "y")).Body, StringComparison.Ordinal);
        Assert.Contains("idempotency-key-reused", (await OnceAsync(customer, "k", "b.txt", "x")).Body, StringComparison.Ordinal);
        Assert.Contains("idempotency-key-reused", (await OnceAsync(customer, "k", "a.txt", "x", "contract")).Body, StringComparison.Ordinal);
        Assert.Single(await hub.Admin.AllAsync($"/api/customers/{customer}/attachments"));
    }

    [Fact]
    public async Task The_same_upload_at_once_is_one_file()
    {
        var customer = await CustomerAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => OnceAsync(customer, "together", "a.txt", "x")));
        Assert.All(answers, a => Assert.Contains(a.Status, new[] { 201, 409 }));
        Assert.Single(answers, a => a is { Status: 201, Replayed: false });
        Assert.Single(await hub.Admin.AllAsync($"/api/customers/{customer}/attachments"));
    }

    [Fact]
    public async Task A_repeat_finds_the_file_that_a_first_run_kept_without_answering()
    {
        var (customer, by) = (CustomerId.Parse(await CustomerAsync()), Caller.Hub);
        Assert.Equal("x", await AddAsync("x"));
        Assert.Equal("x", await AddAsync("x"));
        Assert.Equal("idempotency-key-reused", await AddAsync("y"));
        Assert.Single(await hub.Admin.AllAsync($"/api/customers/{customer}/attachments"));
        Assert.InRange(TestStorage.Blobs(hub).Count(blob => blob.Contains(customer.Value, StringComparison.Ordinal)), 0, 1);

        async Task<string> AddAsync(string text)
        {
            var add = ActivatorUtilities.CreateInstance<AddAttachment>(hub.Services, new SeededIds(RunningClock.Start, new byte[SeededIds.SeedLength]));
            var added = await add.RunAsync(customer, new(AttachmentCategory.Other, "a.txt", "text/plain", new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text))), by, CancellationToken.None);
            return added.IsRefused(out var refusal) ? refusal.Code : await hub.Admin.Http.GetStringAsync($"/api/customers/{customer}/attachments/{added.Value.Id}/content");
        }
    }

    [Fact]
    public async Task A_refused_upload_frees_its_key()
    {
        var customer = await CustomerAsync();
        Assert.Equal(415, (await OnceAsync(customer, "again", "a.exe", "x")).Status);
        Assert.Equal((201, false), (await OnceAsync(customer, "again", "a.txt", "x")) is var answer ? (answer.Status, answer.Replayed) : default);
    }

    private async Task<(int Status, bool Replayed, string Body)> OnceAsync(string customer, string key, string name, string text, string category = "other")
    {
        using var answer = await hub.Admin.TryAsync(HttpMethod.Post, $"/api/customers/{customer}/attachments", Files.Form(name, System.Text.Encoding.UTF8.GetBytes(text), category), ("Idempotency-Key", key));
        return ((int)answer.StatusCode, answer.Headers.Contains("Idempotency-Replayed"), await answer.Content.ReadAsStringAsync());
    }

    private async Task<string> CustomerAsync() => (await hub.Admin.CreateCustomerAsync()).Text("id");

    private async Task<int> CountAsync(string customer) =>
        (await hub.Services.GetRequiredService<CustomerStore>().FindAsync(customer, CancellationToken.None))!.Value.Counts.Attachments;
}
