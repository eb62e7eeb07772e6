using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace Customers.Conventions.Tests;

/// <summary>The compiler of <c>infra/</c>, from NuGet. It works on a copy: it writes beside what it reads.</summary>
internal static class Bicep
{
    private static readonly string Package = typeof(Bicep).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "BicepPackage").Value ?? "";

    /// <summary>Null when it can be run; else why not.</summary>
    public static string? Missing { get; } = Package.Length > 0 ? null : "The Bicep compiler is taken from its package for Linux on x64.";

    /// <summary>Everything it has to say about a file: nothing, when all is well.</summary>
    public static string Complaints(string command, string file) => InCopy(folder => Run(folder, [command, file], []));

    /// <summary>What a deployment would make, with all expressions evaluated that do not depend on Azure's answers.</summary>
    public static IReadOnlyList<JsonElement> ResourcesOf(params IReadOnlyList<(string Name, string Value)> environment) => InCopy(folder =>
    {
        var complaints = Run(folder, ["snapshot", "main.bicepparam", "--mode", "overwrite", "--subscription-id", Guid.Empty.ToString(), "--location", "westeurope"], environment);
        Assert.Equal("", complaints);
        using var snapshot = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "main.snapshot.json")));
        return (IReadOnlyList<JsonElement>)[.. snapshot.RootElement.GetProperty("predictedResources").EnumerateArray().Select(resource => resource.Clone())];
    });

    private static string Run(string folder, IEnumerable<string> arguments, IEnumerable<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo(Path.Combine(Package, "tools", "bicep"), arguments) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var complaints = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? complaints : $"Exit code {process.ExitCode}. {complaints}{output.Result}";
    }

    private static T InCopy<T>(Func<string, T> use)
    {
        var folder = Directory.CreateTempSubdirectory("customers-infra-");
        try
        {
            var infra = Path.Combine(Repository.Root, "infra");
            foreach (var file in Directory.EnumerateFiles(infra, "*", SearchOption.AllDirectories))
            {
                var copy = Path.Combine(folder.FullName, Path.GetRelativePath(infra, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }
            return use(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

/// <summary>A fact that needs <see cref="Bicep"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BicepFactAttribute : FactAttribute
{
    public BicepFactAttribute() => Skip = Bicep.Missing;
}

/// <summary>A theory that needs <see cref="Bicep"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BicepTheoryAttribute : TheoryAttribute
{
    public BicepTheoryAttribute() => Skip = Bicep.Missing;
}
