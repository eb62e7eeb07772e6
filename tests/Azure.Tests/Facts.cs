namespace Customers.Functions.Tests;

/// <summary>Stands in this project, by its namespace, for the fact of xunit: without Node.js there is no storage.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FactAttribute : Xunit.FactAttribute
{
    public FactAttribute() => Skip = NpmPackages.Missing;
}

/// <summary>As <see cref="FactAttribute"/>, for each row of data.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TheoryAttribute : Xunit.TheoryAttribute
{
    public TheoryAttribute() => Skip = NpmPackages.Missing;
}
