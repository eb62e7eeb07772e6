namespace Customers.Domain.Outcomes;

/// <summary>Collects every fault of a request by field path (<c>lines[2].quantity</c>).</summary>
public sealed class Faults
{
    private readonly Dictionary<string, List<string>> _byField = new(StringComparer.Ordinal);

    public bool Any => _byField.Count > 0;
    public IReadOnlyDictionary<string, string[]> ByField => _byField.ToDictionary(f => f.Key, f => f.Value.ToArray(), StringComparer.Ordinal);

    public Faults Add(string field, string fault)
    {
        if (!_byField.TryGetValue(field, out var faults)) _byField.Add(field, faults = []);
        faults.Add(fault);
        return this;
    }

    /// <summary>Adds what others found, but nothing about fields that have faults already.</summary>
    public Faults AddMissing(Faults others)
    {
        foreach (var (field, faults) in others._byField) _byField.TryAdd(field, faults);
        return this;
    }

    public Faults Require(bool holds, string field, string fault) => holds ? this : Add(field, fault);
}
