using System.Reflection;
using Customers.Functions.Triggers;
using Microsoft.Azure.Functions.Worker;

namespace Customers.Published.Tests;

/// <summary>What the Functions host would find in the published program.</summary>
internal static class FunctionsOfAzure
{
    public static IReadOnlyList<(string Name, MethodInfo Method, Attribute Trigger)> All { get; } =
    [
        .. from type in typeof(AzureShell).Assembly.GetTypes()
           where type.Namespace == typeof(AzureShell).Namespace
           from method in type.GetMethods()
           let function = method.GetCustomAttribute<FunctionAttribute>()
           where function is not null
           select (function.Name, method, method.GetParameters()[0].GetCustomAttributes().Single(a => a.GetType().Name.EndsWith("TriggerAttribute", StringComparison.Ordinal))),
    ];

    public static IEnumerable<(string Name, MethodInfo Method, TTrigger Trigger)> Of<TTrigger>() where TTrigger : Attribute =>
        All.Where(f => f.Trigger is TTrigger).Select(f => (f.Name, f.Method, (TTrigger)f.Trigger));
}
