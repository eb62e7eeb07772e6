using System.Reflection;
using System.Text.Json;
using Customers.Domain.Documents;

namespace Customers.Domain.Customers;

/// <summary>Compares profiles property by property.</summary>
public static class ProfileChanges
{
    private static readonly PropertyInfo[] Properties = typeof(CustomerProfile).GetProperties();

    public sealed record Change(string Property, object? From, object? To);

    public static IEnumerable<Change> Between(CustomerProfile before, CustomerProfile after)
    {
        foreach (var property in Properties)
        {
            var (from, to) = (property.GetValue(before), property.GetValue(after));
            if (!Same(from, to)) yield return new(property.Name, from, to);
        }
    }

    /// <summary>The offered profile, but with the named properties as they are now.</summary>
    public static CustomerProfile Keep(CustomerProfile current, CustomerProfile offered, IReadOnlyCollection<string> names)
    {
        var changes = Between(current, offered).ToList();
        if (changes.Count == 0) return current;
        if (!changes.Exists(c => names.Contains(c.Property))) return offered;
        var kept = offered with { };
        foreach (var property in Properties)
            if (names.Contains(property.Name)) property.SetValue(kept, property.GetValue(current));
        return Between(current, kept).Any() ? kept : current;
    }

    // Lists have no value equality; their stored form has.
    private static bool Same(object? a, object? b) =>
        Equals(a, b) || (a is IReadOnlyList<string> left && b is IReadOnlyList<string> right && left.SequenceEqual(right))
        || (a is not null && b is not null && a is not IReadOnlyList<string> && Json(a) == Json(b));

    private static string Json(object value) => JsonSerializer.Serialize(value, value.GetType(), StoredJson.Options);
}
