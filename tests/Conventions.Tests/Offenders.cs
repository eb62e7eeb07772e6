namespace Customers.Conventions.Tests;

internal static class Offenders
{
    /// <summary>Fails with the whole list: whoever broke a rule sees all there is to do.</summary>
    public static void None(IEnumerable<string> offenders)
    {
        var all = offenders.ToList();
        if (all.Count > 0) Assert.Fail($"{all.Count} against the rule:\n  " + string.Join("\n  ", all));
    }
}
