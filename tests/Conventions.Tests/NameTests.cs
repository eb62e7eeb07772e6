using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Customers.Conventions.Tests;

public sealed class NameTests
{
    private static readonly string[] SayNothing = ["Service", "Manager", "Helper", "Util", "Utils", "Base", "Impl", "Dto", "Common"];

    [Fact]
    public void Types_and_folders_have_names_of_the_business() => Offenders.None(
        (from file in Repository.Files
         from type in file.Syntax.DescendantNodes().OfType<BaseTypeDeclarationSyntax>()
         where SaysNothing(type.Identifier.Text) && !IsOfOthers(file.Path)
         select $"{file.Path}: {type.Identifier.Text}")
        .Concat(
            from file in Repository.Files
            from folder in file.Path.Split('/').SkipLast(1)
            where SaysNothing(folder)
            select $"{file.Path}: the folder {folder}"));

    [Fact]
    public void Tests_are_sentences() => Offenders.None(
        from file in Repository.Files
        where file.Path.StartsWith("tests/", StringComparison.Ordinal)
        from method in file.Syntax.DescendantNodes().OfType<MethodDeclarationSyntax>()
        where IsTest(method) && !method.Identifier.Text.Contains('_', StringComparison.Ordinal)
        select $"{file.Path}: {method.Identifier.Text}");

    /// <summary>Stand-ins have the names that a library's types have.</summary>
    private static bool IsOfOthers(string path) => path.EndsWith("StandIns.cs", StringComparison.Ordinal);

    private static bool SaysNothing(string name) =>
        SayNothing.Any(word => name.EndsWith(word, StringComparison.Ordinal) || name.EndsWith(word + "s", StringComparison.Ordinal));

    private static bool IsTest(MethodDeclarationSyntax method) =>
        method.AttributeLists.SelectMany(list => list.Attributes).Select(a => a.Name.ToString())
            .Any(name => name.EndsWith("Fact", StringComparison.Ordinal) || name.EndsWith("Theory", StringComparison.Ordinal) || name is "Property");
}
