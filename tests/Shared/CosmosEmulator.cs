using System.Diagnostics;
using System.Globalization;

namespace Customers.Tests;

/// <summary>The Cosmos DB of tests/Emulators, on a free port. Tests share it, each with a database of its own. It ends when its input does, so also with this process.</summary>
public sealed class CosmosEmulator : IDisposable
{
    private readonly Process? _server;
    private readonly int _port;
    private int _databases;

    public CosmosEmulator()
    {
        if (NpmPackages.Missing is not null) return; // then the tests are skipped
        _server = Process.Start(new ProcessStartInfo("node", [NpmPackages.Script("cosmos.mjs")]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true })!;
        _port = int.Parse(_server.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The Cosmos emulator did not start."), CultureInfo.InvariantCulture);
    }

    public string ConnectionString => $"AccountEndpoint=http://127.0.0.1:{_port}/;AccountKey={Convert.ToBase64String(new byte[64])}";

    /// <summary>The name of a database that nobody has used.</summary>
    public string NewDatabase() => $"d{Interlocked.Increment(ref _databases)}";

    public void Dispose()
    {
        if (_server is null) return;
        _server.StandardInput.Close();
        _server.WaitForExit();
        _server.Dispose();
    }
}
