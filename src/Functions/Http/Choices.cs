using System.Collections.Frozen;
using System.Text.Json;

namespace Customers.Functions.Http;

/// <summary>An enum's values by the words that the wire uses.</summary>
internal static class Choices<T> where T : struct, Enum
{
    public static readonly FrozenDictionary<string, T> ByWord =
        Enum.GetValues<T>().ToFrozenDictionary(v => JsonNamingPolicy.CamelCase.ConvertName(v.ToString()), StringComparer.Ordinal);

    public static readonly string Fault = $"must be one of {string.Join(", ", Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName))}";
}
