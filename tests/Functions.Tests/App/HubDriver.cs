using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.App;

/// <summary>Calls the hub as a partner does. What has no other name fails the test unless it is answered 2xx.</summary>
internal sealed class HubDriver(HttpClient http) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(10);

    public HttpClient Http => http;

    public Task<JsonElement> GetAsync(string path) => JsonOf(HttpMethod.Get, path);
    public Task<JsonElement> PostAsync(string path, object? body = null) => JsonOf(HttpMethod.Post, path, body);
    public Task<JsonElement> PatchAsync(string path, object body) => JsonOf(HttpMethod.Patch, path, body);
    public Task<JsonElement> PutAsync(string path, object body) => JsonOf(HttpMethod.Put, path, body);

    public async Task DeleteAsync(string path)
    {
        using var answer = await TryAsync(HttpMethod.Delete, path);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    public Task<JsonElement> CreateCustomerAsync(object? customer = null) => PostAsync("/api/customers", customer ?? new { name = "A customer" });

    public async Task<JsonElement> CustomerAsync(string id) => await GetAsync("/api/customers/" + id);

    /// <summary>Any answer.</summary>
    public async Task<HttpResponseMessage> TryAsync(HttpMethod method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body switch { null => null, HttpContent content => content, string json => Wire.Json(json), _ => JsonContent.Create(body) };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await http.SendAsync(request);
    }

    /// <summary>The status and, of a problem, its code: <c>201</c>, <c>409 reference-taken</c>.</summary>
    public async Task<string> OutcomeAsync(HttpMethod method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        using var answer = await TryAsync(method, path, body, headers);
        var status = ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture);
        return answer.IsSuccessStatusCode || answer.StatusCode == HttpStatusCode.NotModified || method == HttpMethod.Head ? status : $"{status} {await answer.ProblemAsync()}";
    }

    /// <summary>All pages of a list.</summary>
    public async Task<List<JsonElement>> AllAsync(string path)
    {
        List<JsonElement> items = [];
        for (string? next = ""; next is not null;)
        {
            var page = await GetAsync($"{path}{(path.Contains('?', StringComparison.Ordinal) ? "&" : "?")}{(path.Contains("limit=", StringComparison.Ordinal) ? "" : "limit=200")}{(next.Length > 0 ? "&after=" + Uri.EscapeDataString(next) : "")}");
            items.AddRange(page.GetProperty("items").EnumerateArray());
            next = page.GetProperty("next").GetString();
        }

        return items;
    }

    public Task<JsonElement> EndOfJobAsync(string id) => UntilAsync("/api/jobs/" + id, job => job.Text("status") is "succeeded" or "failed");

    public Task<JsonElement> EndOfCheckAsync(string id) => UntilAsync("/api/credit-checks/" + id, run => run.Text("status") != "running");

    /// <summary>Asks again until the answer is there, and as it must become; after half a minute the test has failed.</summary>
    public async Task<JsonElement> UntilAsync(string path, Func<JsonElement, bool> holds)
    {
        for (var begun = TimeProvider.System.GetTimestamp(); ;)
        {
            using var answer = await TryAsync(HttpMethod.Get, path);
            var found = await answer.JsonAsync();
            if (answer.IsSuccessStatusCode && holds(found)) return found;
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < Patience, $"{path} did not come to its end: {found}");
            await Task.Delay(Moment, TimeProvider.System);
        }
    }

    public void Dispose() => http.Dispose();

    private async Task<JsonElement> JsonOf(HttpMethod method, string path, object? body = null)
    {
        using var answer = await TryAsync(method, path, body);
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return await answer.JsonAsync();
    }
}
