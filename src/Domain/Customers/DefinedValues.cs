using System.Globalization;
using System.Text.Json;
using Customers.Domain.Outcomes;
using Customers.Domain.Settings;

namespace Customers.Domain.Customers;

/// <summary>
/// Classifications and custom fields, as far as the settings define them. What a customer holds stays, also when the settings no
/// longer know it: it may be kept or cleared, but not newly set.
/// </summary>
public static class DefinedValues
{
    public const int MostClassifications = 3;
    public const int LongestText = 1000;

    /// <summary>The profile with its defined values sorted and in their one form: numbers without needless zeros.</summary>
    /// <param name="before">Null for a new customer: then required fields must be there.</param>
    public static CustomerProfile Check(CustomerProfile? before, CustomerProfile wanted, HubSettings settings, Faults faults)
    {
        CheckClassifications(before, wanted, settings, faults);
        var fields = CheckFields(before?.CustomFields, wanted.CustomFields, settings, faults);
        foreach (var field in settings.CustomFields.Where(field => field.Required && !wanted.CustomFields.ContainsKey(field.Key)))
            faults.Require(before is not null && !before.CustomFields.ContainsKey(field.Key), $"customFields.{field.Key}", "is required");
        return wanted with
        {
            CustomFields = fields,
            Classifications = wanted.Classifications.OrderBy(of => of.Key, StringComparer.Ordinal).ToDictionary(of => of.Key, of => of.Value),
        };
    }

    /// <summary>Custom fields sorted and in their one form.</summary>
    /// <param name="held">Those that are there already.</param>
    public static IReadOnlyDictionary<string, JsonElement> CheckFields(
        IReadOnlyDictionary<string, JsonElement>? held, IReadOnlyDictionary<string, JsonElement> wanted, HubSettings settings, Faults faults)
    {
        var fields = new Dictionary<string, JsonElement>();
        foreach (var (key, value) in wanted.OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            if (IsHeld(held, key, value)) fields[key] = value;
            else if (settings.CustomFields.FirstOrDefault(field => field.Key == key) is not { } field) faults.Add($"customFields.{key}", "is not defined in the settings");
            else if (Read(field, value) is { } read) fields[key] = read;
            else faults.Add($"customFields.{key}", FaultOf(field));
        }

        return fields;
    }

    /// <summary>Those of a customer that its documents take over.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Inherited(CustomerProfile profile, HubSettings settings) =>
        profile.CustomFields.Where(held => settings.CustomFields.Any(field => field.Key == held.Key && field.Inherit)).ToDictionary(held => held.Key, held => held.Value);

    private static void CheckClassifications(CustomerProfile? before, CustomerProfile wanted, HubSettings settings, Faults faults)
    {
        faults.Require(wanted.Classifications.Count <= MostClassifications, "classifications", $"holds more than {MostClassifications} types");
        foreach (var (type, value) in wanted.Classifications)
        {
            if (before?.Classifications.GetValueOrDefault(type) == value) continue;
            if (settings.Classifications.FirstOrDefault(of => of.Key == type) is not { } known) faults.Add($"classifications.{type}", "is not defined in the settings");
            else faults.Require(known.Values.Contains(value), $"classifications.{type}", $"must be one of {string.Join(", ", known.Values)}");
        }
    }

    private static bool IsHeld(IReadOnlyDictionary<string, JsonElement>? held, string key, JsonElement value) =>
        held is not null && held.TryGetValue(key, out var current) && JsonElement.DeepEquals(current, value);

    private static JsonElement? Read(CustomField field, JsonElement value) => field.Type switch
    {
        CustomFieldType.Boolean => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value : null,
        CustomFieldType.Number => Number(value) is { } number ? JsonSerializer.SerializeToElement(number) : null,
        _ when value.ValueKind != JsonValueKind.String => null,
        CustomFieldType.Date => DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? value : null,
        CustomFieldType.Choice => field.Choices.Contains(value.GetString()!) ? value : null,
        _ => value.GetString() is { Length: <= LongestText } text && !text.Any(c => char.IsControl(c) && c is not ('\n' or '\t')) ? value : null,
    };

    /// <summary>Digit by digit: nothing passes through binary floating point, and nothing is rounded.</summary>
    private static decimal? Number(JsonElement value)
    {
        const int MostDigits = 28;
        var text = value.ValueKind switch { JsonValueKind.Number => value.GetRawText(), JsonValueKind.String => value.GetString()!, _ => "" };
        return text.Length <= MostDigits && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number / 1.0000000000000000000000000000m
            : null;
    }

    private static string FaultOf(CustomField field) => field.Type switch
    {
        CustomFieldType.Boolean => "must be true or false",
        CustomFieldType.Number => "must be a decimal number like \"129.90\"",
        CustomFieldType.Date => "must be a date like 2026-01-31",
        CustomFieldType.Choice => $"must be one of {string.Join(", ", field.Choices)}",
        _ => $"must be a text of at most {LongestText} characters",
    };
}
