using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Customers.Conventions.Tests;

/// <summary>Small files, one concept each. When a cap hurts, split by meaning. Blank lines do not count.</summary>
public sealed class SizeTests
{
    private const int LongestFile = 200;
    private const int LongestEndpointFile = 150;
    private const int LongestTestFile = 300;
    private const int LongestMethod = 30;
    private const int LongestAzureShell = 180; // three lines for each queue and each timer

    [Fact]
    public void Files_are_short() => Offenders.None(
        from file in Repository.Files
        let cap = CapOf(file.Path)
        where file.Lines > cap
        select $"{file.Path}: {file.Lines} lines, at most {cap}");

    [Fact]
    public void Methods_are_short() => Offenders.None(
        from file in Repository.Files
        from member in file.Syntax.DescendantNodes()
        where member is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax
        let lines = SourceFile.Count(BelowAttributes(member))
        where lines > LongestMethod
        select $"{file.Path}: {NameOf(member)} has {lines} lines, at most {LongestMethod}");

    [Fact]
    public void What_only_Azure_compiles_is_little() =>
        Assert.InRange(Repository.Files.Where(f => f.Path.StartsWith("src/Functions/Triggers/", StringComparison.Ordinal)).Sum(f => f.Lines), 1, LongestAzureShell);

    private static int CapOf(string path) =>
        path.StartsWith("tests/", StringComparison.Ordinal) ? LongestTestFile
        : path.StartsWith("src/Functions/Api/", StringComparison.Ordinal) && path.EndsWith("Endpoints.cs", StringComparison.Ordinal) ? LongestEndpointFile
        : LongestFile;

    private static string BelowAttributes(SyntaxNode member)
    {
        var start = member.ChildNodes().OfType<AttributeListSyntax>().LastOrDefault()?.Span.End ?? member.SpanStart;
        return member.ToString()[(start - member.SpanStart)..];
    }

    private static string NameOf(SyntaxNode member) => member switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
        LocalFunctionStatementSyntax function => function.Identifier.Text,
        _ => member.ToString().Split('\n')[0],
    };
}
