using System.Text.Json;
using System.Text.Json.Nodes;
using Customers.Domain.Settings;

namespace Customers.Functions.Imports;

/// <summary>A column of a file: where its cells belong in the request that a row is, and of what type they are there.</summary>
/// <param name="Name">As in the API; of an entry, its path: <c>classifications.tier</c>.</param>
internal sealed record Column(string Name, CellType Type = CellType.Text)
{
    private const string Classifications = "classifications", CustomFields = "customFields";

    private static readonly string[] CustomerTexts =
    [
        "name", "kind", "channel", "status", "email", "phone", "mobile", "fax", "website", "currency", "vatNumber", "taxGroup", "priceList", "paymentProcessor", "paymentTerms",
        "invoicingMethod", "discountPercent", "cardFeePercent", "creditLimit", "shippingMethod", "carrier", "warehouse", "deliveryRoute", "productDisplay", "parentId",
    ];

    public static IReadOnlyList<Column> OfTexts(params IEnumerable<string> names) => [.. names.Select(name => new Column(name))];

    /// <summary>What is kept about a customer, but for bank details: they go into no file.</summary>
    public static IReadOnlyList<Column> OfCustomers(HubSettings settings) =>
    [
        new("ref"), .. CustomerTexts.Select(name => new Column(name)),
        new("isProspect", CellType.Flag), new("allowPartialPayments", CellType.Flag), new("isDistributor", CellType.Flag),
        new("salesReps", CellType.List), new("tags", CellType.List),
        .. settings.Classifications.Select(of => new Column($"{Classifications}.{of.Key}")),
        .. settings.CustomFields.Select(field => new Column($"{CustomFields}.{field.Key}", TypeOf(field.Type))),
    ];

    public static readonly IReadOnlyList<Column> OfContacts =
    [
        .. new[] { "firstName", "lastName", "title", "email", "phone", "mobile", "fax", "notes" }.Select(name => new Column(name)),
        new("roles", CellType.List), new("isPrimary", CellType.Flag), new("collections", CellType.List),
    ];

    /// <summary>An empty cell clears what it names.</summary>
    public void Set(JsonObject request, string cell)
    {
        JsonNode? value = cell.Length == 0 ? null : Type switch
        {
            CellType.Flag when bool.TryParse(cell, out var flag) => JsonValue.Create(flag),
            CellType.Number when decimal.TryParse(cell, System.Globalization.CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
            CellType.List => new JsonArray([.. CsvList.Read(cell).Select(word => (JsonNode)JsonValue.Create(word))]),
            _ => JsonValue.Create(cell),
        };
        if (Name.Split('.') is not [var group, var key]) request[Name] = value;
        else if (request[group] is JsonObject entries) entries[key] = value;
        else request[group] = new JsonObject { [key] = value };
    }

    /// <summary>The cell that says what the answer says.</summary>
    public string Get(JsonElement answer) => Name.Split('.') is [var group, var key] ? answer.TryGetProperty(group, out var entries) ? Get(entries, key) : "" : Get(answer, Name);

    private static string Get(JsonElement entries, string key) => !entries.TryGetProperty(key, out var found) ? "" : found.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.Array => CsvList.Write(found.EnumerateArray().Select(word => word.ToString())),
        JsonValueKind.True or JsonValueKind.False => found.GetRawText(),
        _ => found.ToString(),
    };

    private static CellType TypeOf(CustomFieldType type) => type switch
    {
        CustomFieldType.Number => CellType.Number,
        CustomFieldType.Boolean => CellType.Flag,
        _ => CellType.Text,
    };
}

internal enum CellType { Text, Flag, Number, List }
