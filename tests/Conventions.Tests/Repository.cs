using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Customers.Conventions.Tests;

/// <summary>The sources this test run was built from.</summary>
internal static class Repository
{
    private static readonly string[] NotOurs = ["bin", "obj", "node_modules", "TestResults"];

    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<SourceFile> Files { get; } =
        [.. from folder in new[] { "src", "tests" } from path in FilesUnder(Path.Combine(Root, folder), "*.cs") select new SourceFile(path)];

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static IEnumerable<string> FilesUnder(string folder, string pattern) =>
        Directory.EnumerateFiles(folder, pattern)
            .Concat(Directory.EnumerateDirectories(folder).Where(d => !NotOurs.Contains(Path.GetFileName(d))).SelectMany(d => FilesUnder(d, pattern)))
            .Order(StringComparer.Ordinal);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Customers.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}

internal sealed class SourceFile(string path)
{
    private readonly string _text = File.ReadAllText(path);
    private CompilationUnitSyntax? _syntax;

    /// <summary>From the root of the repository, with slashes.</summary>
    public string Path { get; } = System.IO.Path.GetRelativePath(Repository.Root, path).Replace('\\', '/');

    public CompilationUnitSyntax Syntax => _syntax ??= CSharpSyntaxTree.ParseText(_text).GetCompilationUnitRoot();

    public int Lines => Count(_text);

    public static int Count(string text) => text.Split('\n').Count(line => !string.IsNullOrWhiteSpace(line));
}
