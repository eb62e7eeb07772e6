using System.ComponentModel;
using System.Diagnostics;

namespace Customers.Tests;

/// <summary>The packages of tests/Emulators, installed when first needed.</summary>
internal static class NpmPackages
{
    private static readonly Lazy<string> Installed = new(Install);

    /// <summary>Null when the tests can use the packages; else why they cannot. In CI that is a failure, not a reason to skip.</summary>
    public static string? Missing { get; } = NodeIsMissing() && Environment.GetEnvironmentVariable("CI") != "true" ? "Node.js is not installed." : null;

    /// <summary>Where they lie: <c>node_modules</c>.</summary>
    public static string Folder => Installed.Value;

    /// <summary>A script of tests/Emulators, with its packages beside it.</summary>
    public static string Script(string name) => Path.Combine(Path.GetDirectoryName(Installed.Value)!, name);

    public static byte[] Read(params ReadOnlySpan<string> path) => File.ReadAllBytes(Path.Combine([Installed.Value, .. path]));

    /// <summary>All files below a folder, relative to it, with slashes.</summary>
    public static IEnumerable<string> Files(params ReadOnlySpan<string> path)
    {
        var folder = Path.Combine([Installed.Value, .. path]);
        return Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal);
    }

    private static string Install()
    {
        var folder = Path.Combine(RepositoryRoot(), "tests", "Emulators");
        // Test processes run side by side, and npm empties the folder first.
        using var onlyOne = new Mutex(initiallyOwned: false, "customers-npm-" + Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(folder))[^40..]);
        onlyOne.WaitOne();
        try
        {
            // Written last: what was asked for when all that is there was installed. Times of files do not survive a merge.
            var (asked, installed) = (Path.Combine(folder, "package-lock.json"), Path.Combine(folder, "node_modules", ".installed-lock.json"));
            if (!File.Exists(installed) || File.ReadAllText(installed) != File.ReadAllText(asked))
            {
                Run(folder);
                File.Copy(asked, installed, overwrite: true);
            }
        }
        finally
        {
            onlyOne.ReleaseMutex();
        }
        return Path.Combine(folder, "node_modules");
    }

    private static void Run(string folder)
    {
        var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
        using var process = Process.Start(new ProcessStartInfo(npm, "ci --ignore-scripts --no-audit --no-fund")
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"npm ci failed: {errors}");
    }

    private static bool NodeIsMissing()
    {
        try
        {
            using var node = Process.Start(new ProcessStartInfo("node", "--version") { UseShellExecute = false, RedirectStandardOutput = true });
            node!.WaitForExit();
            return node.ExitCode != 0;
        }
        catch (Win32Exception)
        {
            return true;
        }
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Customers.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}

/// <summary>A fact that needs <see cref="NpmPackages"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NpmFactAttribute : FactAttribute
{
    public NpmFactAttribute() => Skip = NpmPackages.Missing;
}

/// <summary>A theory that needs <see cref="NpmPackages"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NpmTheoryAttribute : TheoryAttribute
{
    public NpmTheoryAttribute() => Skip = NpmPackages.Missing;
}
