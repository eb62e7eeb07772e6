using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Customers.Benchmarks;

/// <summary>The hub as it is shipped, and what is asked of it outside of a measurement.</summary>
internal sealed class HubProcess : IAsyncDisposable
{
    public const string Key = "hub_key-of-the-benchmarks-and-of-nothing-else";
    private readonly ListeningProcess _process;
    private readonly HttpClient _http;
    private TimeSpan _processor;

    private HubProcess(ListeningProcess process)
    {
        _process = process;
        _http = new() { BaseAddress = process.Address };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
    }

    public int Port => _process.Address.Port;

    /// <summary>From the start of the process until it answered that it is ready.</summary>
    public TimeSpan StartedIn { get; private init; }

    public static async Task<HubProcess> StartAsync(DataPath data, bool runJobs = true)
    {
        var start = Stopwatch.GetTimestamp();
        var process = await ListeningProcess.StartAsync("Customers.Functions.dll", ["--urls", "http://127.0.0.1:0"],
        [
            ("Customers__DataPath", data.Path), ("Customers__BootstrapKey", Key), ("Customers__RateLimitPerMinute", "0"),
            ("Customers__AllowLocalStores", "true"), ("Customers__RunJobs", runJobs ? "true" : "false"),
        ]);
        using var http = new HttpClient { BaseAddress = process.Address };
        while (!(await http.GetAsync(new Uri("/health/ready", UriKind.Relative))).IsSuccessStatusCode) await Task.Yield();
        return new(process) { StartedIn = Stopwatch.GetElapsedTime(start) };
    }

    public async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await _http.SendAsync(request);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{method} {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public async Task<JsonElement> PostAsync(string path, HttpContent content)
    {
        using var answer = await _http.PostAsync(new Uri(path, UriKind.Relative), content);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"POST {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Reads an answer to its end.</summary>
    public async Task ReadAsync(string path)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        await answer.Content.CopyToAsync(Stream.Null);
    }

    public async Task<string> CreateAsync(string path, object body) => (await SendAsync(HttpMethod.Post, path, body)).GetProperty("id").GetString()!;

    public async Task<JsonElement> WaitAsync(string path, TimeSpan every, Func<JsonElement, bool> until)
    {
        while (true)
        {
            var found = await SendAsync(HttpMethod.Get, path);
            if (until(found)) return found;
            await Task.Delay(every, TimeProvider.System);
        }
    }

    /// <summary>The most memory held, and the processor time used, since it was last asked.</summary>
    public (long PeakMegabytes, TimeSpan Processor) TakeUse()
    {
        var peak = File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        File.WriteAllText($"/proc/{_process.Id}/clear_refs", "5");
        var (before, now) = (_processor, _process.ProcessorTime);
        _processor = now;
        return (long.Parse(peak.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2].Trim(), CultureInfo.InvariantCulture) / 1024, now - before);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _process.DisposeAsync();
    }
}
