using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using Customers.Functions.Tests.App;

namespace Customers.Functions.Tests.Kill;

/// <summary>The built hub as a process of its own, which can be killed and started again on the same data.</summary>
internal sealed class HubProcess(string folder, string adminKey) : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ConcurrentQueue<string> _output = [];
    private volatile TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Process? _process;

    /// <summary>Where it listens; while it is down, where it will listen next.</summary>
    public Task<Uri> AddressAsync() => _listening.Task;

    /// <summary>Of the process that runs now.</summary>
    public int Id => _process!.Id;

    /// <summary>The last lines that it wrote.</summary>
    public string Output => string.Join('\n', _output.TakeLast(60));

    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { "exec", typeof(Hub).Assembly.Location },
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["Urls"] = "http://127.0.0.1:0",
                ["Customers__DataPath"] = Path.Combine(folder, "data"),
                ["Customers__BootstrapKey"] = adminKey,
                ["Customers__RateLimitPerMinute"] = "0",
                ["Customers__AllowLocalStores"] = "true",
            },
        };
        _process = Process.Start(start)!;
        var listening = _listening;
        _process.OutputDataReceived += (_, line) => Note(line.Data, listening);
        _process.ErrorDataReceived += (_, line) => Note(line.Data, listening);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await listening.Task.WaitAsync(Patience, TimeProvider.System);
    }

    /// <summary>Drives the hub as it runs now, once its first key is there.</summary>
    public async Task<HubDriver> DriverAsync()
    {
        var http = new HttpClient { BaseAddress = await AddressAsync() };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", adminKey);
        var driver = new HubDriver(http);
        await driver.UntilAsync("/api/me", _ => true);
        return driver;
    }

    /// <summary>SIGKILL: nothing is flushed, nobody is asked.</summary>
    public async Task KillAsync()
    {
        if (_process is null) return;
        _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync() => await KillAsync();

    private void Note(string? line, TaskCompletionSource<Uri> listening)
    {
        if (line is null) return;
        _output.Enqueue(line);
        if (line.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var at) listening.TrySetResult(new Uri(line[(at + Listening.Length)..].Trim()));
    }
}
