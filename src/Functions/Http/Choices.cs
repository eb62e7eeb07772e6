using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Customers.Functions.Http;

/// <summary>An enum's values by the words that the wire uses.</summary>
internal static class Choices<T> where T : struct, Enum
{
    public static readonly FrozenDictionary<string, T> ByWord =
        Enum.GetValues<T>().ToFrozenDictionary(v => ChoiceWords.Of(typeof(T), v.ToString()), StringComparer.Ordinal);

    public static readonly string Fault = $"must be one of {string.Join(", ", ChoiceWords.Of(typeof(T)))}";
}

/// <summary>What the wire calls the values of an enum: the name that it is given there, else its own.</summary>
internal static class ChoiceWords
{
    public static IEnumerable<string> Of(Type choice) => Enum.GetNames(choice).Select(name => Of(choice, name));

    public static string Of(Type choice, string name) =>
        choice.GetField(name)!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(name);
}
