using System.Diagnostics;

namespace Customers.Benchmarks;

/// <summary>A server of its own process on a free port of this machine.</summary>
internal sealed class ListeningProcess : IAsyncDisposable
{
    private const string Announcement = "Now listening on: ";
    private readonly Process _process;
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ListeningProcess(ProcessStartInfo start)
    {
        _process = new() { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
    }

    public int Id => _process.Id;

    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public Uri Address { get; private set; } = null!;

    public static async Task<ListeningProcess> StartAsync(string assembly, IEnumerable<string> arguments, IEnumerable<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, assembly), .. arguments]) { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var process = new ListeningProcess(start);
        process.Address = await process._address.Task;
        return process;
    }

    /// <summary>Asks it to stop, and waits.</summary>
    public async ValueTask DisposeAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null) _address.TrySetException(new InvalidOperationException("The server ended before it listened."));
        else if (line.IndexOf(Announcement, StringComparison.Ordinal) is >= 0 and var at) _address.TrySetResult(new(line[(at + Announcement.Length)..].Trim()));
        else if (line.StartsWith("fail", StringComparison.Ordinal) || line.StartsWith("warn", StringComparison.Ordinal)) Console.Error.WriteLine(line);
    }
}
