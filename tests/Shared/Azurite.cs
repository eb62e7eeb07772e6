using System.Diagnostics;
using System.Globalization;

namespace Customers.Tests;

/// <summary>
/// Microsoft's emulator of Azure Storage, on free ports, in memory. Tests share it, each with an account of its own, and so
/// with names of its own; they share its clock too.
/// </summary>
public sealed class Azurite : IAsyncLifetime
{
    private const int Accounts = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly string Key = Convert.ToBase64String("a key that protects nothing"u8);
    private readonly ClockAhead _clock = new();
    private Process? _process;
    private string? _blobs;
    private string? _queues;
    private int _account;

    /// <summary>How many times as fast as a real clock its own runs.</summary>
    public int Faster { get; init; } = 1;

    /// <summary>The emulator's clock, unless that is faster.</summary>
    public TimeProvider Clock => _clock;

    /// <summary>The connection string of an account that nobody has used.</summary>
    public string NewAccount()
    {
        var account = NameOf(Interlocked.Increment(ref _account));
        return $"AccountName={account};AccountKey={Key};BlobEndpoint={_blobs}/{account};QueueEndpoint={_queues}/{account}";
    }

    /// <summary>Puts the emulator's clock forward.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        await _process!.StandardInput.WriteLineAsync(time.TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
        await _process.StandardInput.FlushAsync();
        await LineAsync(_ => true);
        _clock.By += time;
    }

    public async Task InitializeAsync()
    {
        if (NpmPackages.Missing is not null) return; // then the tests are skipped
        _process = Start();
        _blobs = AddressIn(await LineAsync(line => line.Contains("Blob service is successfully listening", StringComparison.Ordinal)));
        _queues = AddressIn(await LineAsync(line => line.Contains("Queue service is successfully listening", StringComparison.Ordinal)));
        await LineAsync(line => line.Contains("Table service is successfully listening", StringComparison.Ordinal));
    }

    public async Task DisposeAsync()
    {
        if (_process is null) return;
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private Process Start()
    {
        var start = new ProcessStartInfo("node") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        string[] arguments =
        [
            NpmPackages.Script("azurite.cjs"), "--blobPort", "0", "--queuePort", "0", "--tablePort", "0",
            "--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry", "--silent",
        ];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["AZURITE_ACCOUNTS"] = string.Join(';', Enumerable.Range(1, Accounts).Select(number => $"{NameOf(number)}:{Key}"));
        start.Environment["CLOCK_FASTER"] = Faster.ToString(CultureInfo.InvariantCulture);
        return Process.Start(start)!;
    }

    private static string NameOf(int number) => $"account{number}";

    private static string AddressIn(string line) => line[line.IndexOf("http://", StringComparison.Ordinal)..].Trim();

    private async Task<string> LineAsync(Func<string, bool> wanted)
    {
        using var end = new CancellationTokenSource(Patience);
        while (await _process!.StandardOutput.ReadLineAsync(end.Token) is { } line)
            if (wanted(line)) return line;
        throw new InvalidOperationException("Azurite has ended.");
    }

    private sealed class ClockAhead : TimeProvider
    {
        public TimeSpan By { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + By;
    }
}
