using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Customers.Functions.Local.DemoStores;

namespace Customers.Functions.Local.Demo;

/// <summary>Calls the hub from outside, as anyone with a key may.</summary>
internal sealed class DemoClient : IDisposable
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);
    private readonly HttpClient _http;
    private readonly TimeProvider _clock;

    public DemoClient(Uri address, string key, TimeProvider clock)
    {
        _clock = clock;
        _http = new() { BaseAddress = address };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>The store of this name, registered now unless an earlier demo has done so.</summary>
    public async Task<string> StoreAsync(string name, object registration, CancellationToken cancel)
    {
        var known = (await GetAsync("/api/stores?limit=200", cancel)).GetProperty("items").EnumerateArray().FirstOrDefault(s => s.GetProperty("name").GetString() == name);
        var store = known.ValueKind == JsonValueKind.Object ? known : await SendAsync(HttpMethod.Post, "/api/stores", registration, cancel);
        return store.GetProperty("id").GetString()!;
    }

    public async Task<int> SendAsync(IEnumerable<(string Path, DemoWebhook Webhook)> deliveries, CancellationToken cancel)
    {
        var sent = 0;
        await Parallel.ForEachAsync(deliveries, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancel }, async (delivery, token) =>
        {
            using var request = delivery.Webhook.ToRequest(new Uri(_http.BaseAddress!, delivery.Path));
            using var answer = await _http.SendAsync(request, token);
            answer.EnsureSuccessStatusCode();
            Interlocked.Increment(ref sent);
        });
        return sent;
    }

    /// <summary>Waits until no event of these stores is waiting.</summary>
    public async Task DrainedAsync(string[] stores, CancellationToken cancel)
    {
        foreach (var store in stores)
            while ((await StatusAsync(store, cancel)).GetProperty("events").GetProperty("waiting").GetInt32() > 0) await Task.Delay(Moment, _clock, cancel);
    }

    public Task<JsonElement> StatusAsync(string store, CancellationToken cancel) => GetAsync($"/api/stores/{store}/status", cancel);

    public async Task PullAsync(string store, CancellationToken cancel)
    {
        var job = await SendAsync(HttpMethod.Post, $"/api/stores/{store}/pull", null, cancel);
        await EndOfAsync("/api/jobs/" + job.GetProperty("id").GetString(), cancel);
    }

    /// <summary>A third of those who owe get a limit of half of what they owe, and so break it.</summary>
    public async Task<int> LimitDebtorsAsync(CancellationToken cancel)
    {
        var limited = 0;
        var debtors = (await ItemsAsync("customers", "&hasBalance=true", cancel)).Where(Owes).ToList();
        foreach (var debtor in debtors.Where((_, i) => i % 3 == 0))
        {
            var half = Owed(debtor) / 2;
            await SendAsync(HttpMethod.Patch, $"/api/customers/{debtor.GetProperty("id").GetString()}", new { creditLimit = decimal.Round(half, 2) }, cancel);
            limited++;
        }

        return limited;
    }

    /// <summary>Switching it on starts a check of everyone who owes; this is it, finished.</summary>
    public async Task<JsonElement> SwitchCreditControlOnAsync(CancellationToken cancel)
    {
        var settings = await SendAsync(HttpMethod.Put, "/api/settings", new { creditControl = new { strategy = "creditLimit" } }, cancel);
        var run = settings.TryGetProperty("creditCheckId", out var id) ? id.GetString() : null;
        run ??= (await SendAsync(HttpMethod.Post, "/api/credit-checks", null, cancel)).GetProperty("id").GetString();
        return await EndOfAsync("/api/credit-checks/" + run, cancel);
    }

    public async Task<int> CountAsync(string list, CancellationToken cancel, string filter = "") => (await ItemsAsync(list, filter, cancel)).Count;

    public async Task<IReadOnlyList<JsonElement>> ItemsAsync(string list, string filter, CancellationToken cancel)
    {
        var items = new List<JsonElement>();
        for (string? next = ""; next is not null;)
        {
            var page = await GetAsync($"/api/{list}?limit=200{filter}{(next.Length > 0 ? "&after=" + Uri.EscapeDataString(next) : "")}", cancel);
            items.AddRange(page.GetProperty("items").EnumerateArray());
            next = page.GetProperty("next").GetString();
        }

        return items;
    }

    public void Dispose() => _http.Dispose();

    private static bool Owes(JsonElement customer) => Owed(customer) > 0;

    private static decimal Owed(JsonElement customer) => customer.GetProperty("account").GetProperty("balances").EnumerateArray()
        .Where(b => b.GetProperty("currency").GetString() == customer.GetProperty("currency").GetString())
        .Sum(b => decimal.Parse(b.GetProperty("balance").GetString()!, System.Globalization.CultureInfo.InvariantCulture));

    private async Task<JsonElement> EndOfAsync(string path, CancellationToken cancel)
    {
        while (true)
        {
            var work = await GetAsync(path, cancel);
            if (work.GetProperty("status").GetString() is not ("queued" or "running")) return work;
            await Task.Delay(Moment, _clock, cancel);
        }
    }

    private Task<JsonElement> GetAsync(string path, CancellationToken cancel) => _http.GetFromJsonAsync<JsonElement>(path, cancel);

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await _http.SendAsync(request, cancel);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>(cancel);
    }
}
