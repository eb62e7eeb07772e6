using Xunit.Abstractions;
using Xunit.Sdk;

namespace Customers.Storage.Tests;

/// <summary>On a test class: its storage comes from npm, so without Node.js its contract is skipped (in CI it fails).</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class NeedsNpmAttribute : Attribute;

/// <summary>A fact of a contract: whether it can be tested depends on the class that inherits it.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Customers.Storage.Tests." + nameof(ContractFactDiscoverer), "Customers.Storage.Tests")]
internal sealed class ContractFactAttribute : FactAttribute;

/// <summary>As <see cref="ContractFactAttribute"/>, for each row of data.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Customers.Storage.Tests." + nameof(ContractTheoryDiscoverer), "Customers.Storage.Tests")]
internal sealed class ContractTheoryAttribute : TheoryAttribute;

internal sealed class ContractFactDiscoverer(IMessageSink log) : FactDiscoverer(log)
{
    protected override IXunitTestCase CreateTestCase(ITestFrameworkDiscoveryOptions options, ITestMethod method, IAttributeInfo fact) =>
        new ContractTestCase(DiagnosticMessageSink, options, method);
}

internal sealed class ContractTheoryDiscoverer(IMessageSink log) : TheoryDiscoverer(log)
{
    protected override IEnumerable<IXunitTestCase> CreateTestCasesForDataRow(ITestFrameworkDiscoveryOptions options, ITestMethod method, IAttributeInfo theory, object[] row) =>
        [new ContractTestCase(DiagnosticMessageSink, options, method, row)];
}

internal sealed class ContractTestCase : XunitTestCase
{
    [Obsolete("For the runner, which moves test cases between processes.")]
    public ContractTestCase() { }

    public ContractTestCase(IMessageSink log, ITestFrameworkDiscoveryOptions options, ITestMethod method, object[]? row = null)
        : base(log, options.MethodDisplayOrDefault(), options.MethodDisplayOptionsOrDefault(), method, row) { }

    protected override string GetSkipReason(IAttributeInfo factAttribute) =>
        TestMethod.TestClass.Class.GetCustomAttributes(typeof(NeedsNpmAttribute)).Any() && NpmPackages.Missing is { } reason ? reason : base.GetSkipReason(factAttribute);
}
