using Xunit.Abstractions;
using Xunit.Sdk;

namespace Customers.Storage.Tests;

/// <summary>A fact of a contract: where the adapter under test <see cref="NeedsNpmAttribute"/> and has none, it is skipped and says why.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Customers.Storage.Tests.ContractFactDiscoverer", "Customers.Storage.Tests")]
internal sealed class ContractFactAttribute : FactAttribute;

/// <summary>The same for a theory.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Customers.Storage.Tests.ContractTheoryDiscoverer", "Customers.Storage.Tests")]
internal sealed class ContractTheoryAttribute : TheoryAttribute;

/// <summary>A test class whose adapter talks to a server from npm.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class NeedsNpmAttribute : Attribute
{
    public static string? Missing(ITestMethod test) => test.TestClass.Class.GetCustomAttributes(typeof(NeedsNpmAttribute)).Any() ? NpmPackages.Missing : null;
}

public sealed class ContractFactDiscoverer(IMessageSink sink) : FactDiscoverer(sink)
{
    public override IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        Skipped.Of(DiagnosticMessageSink, discoveryOptions, testMethod) ?? base.Discover(discoveryOptions, testMethod, factAttribute);
}

public sealed class ContractTheoryDiscoverer(IMessageSink sink) : TheoryDiscoverer(sink)
{
    public override IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo theoryAttribute) =>
        Skipped.Of(DiagnosticMessageSink, discoveryOptions, testMethod) ?? base.Discover(discoveryOptions, testMethod, theoryAttribute);
}

internal static class Skipped
{
    public static IEnumerable<IXunitTestCase>? Of(IMessageSink sink, ITestFrameworkDiscoveryOptions options, ITestMethod test) => NeedsNpmAttribute.Missing(test) is { } reason
        ? [new XunitSkippedDataRowTestCase(sink, options.MethodDisplayOrDefault(), options.MethodDisplayOptionsOrDefault(), test, reason)]
        : null;
}
