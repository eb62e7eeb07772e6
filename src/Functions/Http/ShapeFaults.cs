using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Customers.Domain.Outcomes;

namespace Customers.Functions.Http;

/// <summary>A property of a request record that knows what was wrong with it.</summary>
internal interface IRequestPart
{
    void Report(string path, ShapeFaults faults);
}

/// <summary>Walks a request record and collects what its parts and its unknown properties have to report.</summary>
internal sealed class ShapeFaults(Faults faults)
{
    public void Add(string path, string fault) => faults.Add(path, fault);

    public void Walk(object value, string path = "")
    {
        if (!RequestRecord.Is(value.GetType())) return;
        foreach (var property in WireJson.Requests.GetTypeInfo(value.GetType()).Properties)
            if (property.IsExtensionData) ReportUnknown(property.Get!(value), path);
            else ((IRequestPart)property.Get!(value)!).Report(Under(path, property.Name), this);
    }

    private void ReportUnknown(object? unknown, string path)
    {
        if (unknown is not IDictionary<string, JsonElement> properties) return;
        foreach (var name in properties.Keys) Add(Under(path, name), "unknown or read-only");
    }

    private static string Under(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}

/// <summary>
/// What a request record is: every property a <see cref="Field{T}"/>, <see cref="Items{T}"/> or <see cref="Entries{T}"/>, and a
/// <c>[JsonExtensionData]</c> catch-all. Then reading one never throws, and nothing goes unnoticed.
/// </summary>
internal static class RequestRecord
{
    private static readonly ConcurrentDictionary<Type, bool> Known = new();

    /// <summary>Throws when it is one in part only.</summary>
    public static bool Is(Type type) => Known.GetOrAdd(type, static t =>
    {
        var properties = WireJson.Requests.GetTypeInfo(t).Properties;
        return properties.Any(p => IsPart(p)) && IsWhole(t, properties);
    });

    private static bool IsWhole(Type type, IList<JsonPropertyInfo> properties)
    {
        if (properties.FirstOrDefault(p => !p.IsExtensionData && !IsPart(p)) is { } other)
            throw new InvalidOperationException($"{type.Name}.{other.Name} is no Field, Items or Entries.");
        return properties.Any(p => p.IsExtensionData) ? true : throw new InvalidOperationException($"{type.Name} has no catch-all for unknown properties.");
    }

    private static bool IsPart(JsonPropertyInfo property) => property.PropertyType.IsAssignableTo(typeof(IRequestPart));
}
