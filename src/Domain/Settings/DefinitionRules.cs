using System.Buffers;
using Customers.Domain.Outcomes;

namespace Customers.Domain.Settings;

/// <summary>
/// What definitions of classifications and custom fields must satisfy. A definition may be changed or removed although customers
/// hold values of it: these stay readable and may be cleared, but cannot be newly set.
/// </summary>
public static class DefinitionRules
{
    public const int MostClassifications = 20;
    public const int MostCustomFields = 100;
    public const int MostValues = 200;
    public const int LongestKey = 50;
    public const int LongestLabel = 100;
    public const int LongestValue = 100;

    /// <summary>What <see cref="IsKey"/> says, for the API's description.</summary>
    public const string KeyPattern = "^[a-z][a-zA-Z0-9]*(-[a-zA-Z0-9]+)*$";

    private static readonly SearchValues<char> KeyCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");

    /// <summary>camelCase or kebab-case: a small letter, then letters, digits and single hyphens inside.</summary>
    public static bool IsKey(string text) =>
        text.Length is > 0 and <= LongestKey && char.IsAsciiLetterLower(text[0]) && text[^1] != '-'
        && !text.AsSpan().ContainsAnyExcept(KeyCharacters) && !text.Contains("--", StringComparison.Ordinal);

    public static void Check(HubSettings settings, Faults faults)
    {
        faults.Require(settings.Classifications.Count <= MostClassifications, "classifications", $"holds more than {MostClassifications} entries")
            .Require(settings.CustomFields.Count <= MostCustomFields, "customFields", $"holds more than {MostCustomFields} entries");
        Unique("classifications", settings.Classifications.Select(c => c.Key), faults);
        Unique("customFields", settings.CustomFields.Select(f => f.Key), faults);
        for (var i = 0; i < settings.Classifications.Count; i++)
        {
            var (path, definition) = ($"classifications[{i}]", settings.Classifications[i]);
            Named(path, definition.Key, definition.Label, faults);
            Values($"{path}.values", definition.Values, faults);
        }

        for (var i = 0; i < settings.CustomFields.Count; i++) Check($"customFields[{i}]", settings.CustomFields[i], faults);
    }

    private static void Check(string path, CustomField field, Faults faults)
    {
        Named(path, field.Key, field.Label, faults);
        if (field.Type == CustomFieldType.Choice) Values($"{path}.choices", field.Choices, faults);
        else faults.Require(field.Choices.Count == 0, $"{path}.choices", "belong to fields of the type choice only");
    }

    private static void Named(string path, string key, string label, Faults faults) => faults
        .Require(IsKey(key), $"{path}.key", $"must be a name like storeSize or store-size of at most {LongestKey} characters")
        .Require(IsText(label, LongestLabel), $"{path}.label", $"must have 1 to {LongestLabel} characters");

    private static void Values(string path, IReadOnlyList<string> values, Faults faults)
    {
        faults.Require(values.Count is > 0 and <= MostValues, path, $"must hold 1 to {MostValues} entries");
        Unique(path, values, faults);
        for (var i = 0; i < values.Count; i++)
            faults.Require(IsText(values[i], LongestValue), $"{path}[{i}]", $"must have 1 to {LongestValue} characters");
    }

    private static void Unique(string path, IEnumerable<string> names, Faults faults)
    {
        foreach (var twice in names.CountBy(name => name, StringComparer.Ordinal).Where(count => count.Value > 1))
            faults.Add(path, $"holds '{twice.Key}' twice");
    }

    private static bool IsText(string text, int longest) => text.Length > 0 && text.Length <= longest && text == text.Trim() && !text.Any(char.IsControl);
}
