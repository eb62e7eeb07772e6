using System.Text.Json;
using Customers.Domain.Accounts;
using Customers.Domain.Amounts;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;

namespace Customers.Domain.History;

/// <summary>Puts changes into words for the history.</summary>
public static class HistoryWriter
{
    private static readonly JsonSerializerOptions AsShown = new(StoredJson.Options) { Converters = { new ShownMoney() } };

    public static HistoryEntry Entry(CustomerId customer, string subject, string action, Caller by, DateTimeOffset at, IIdSource ids, params IReadOnlyList<FieldChange> changes) => new()
    {
        Id = customer.NewDocumentId(ids, IdPrefixes.History),
        CustomerId = customer,
        Subject = subject,
        At = at,
        By = by.Id,
        ByName = by.Name,
        Action = action,
        Changes = changes,
    };

    /// <summary>All that people see of a customer and can change.</summary>
    public static IReadOnlyList<FieldChange> Between(Customer before, Customer after) =>
    [
        .. Between(before.Profile, after.Profile),
        .. Between(before.Account.Hold, after.Account.Hold),
        .. Between(before.Marketing, after.Marketing).Select(change => change with { Field = "marketing." + change.Field }),
        .. Fields("ownerId", ToElement(before.OwnerId), ToElement(after.OwnerId)).Where(Differs),
        .. Fields("favoriteProductIds", ToElement(before.FavoriteProductIds), ToElement(after.FavoriteProductIds)).Where(Differs),
        .. Fields("alerts", ToElement(MessagesOf(before)), ToElement(MessagesOf(after))),
    ];

    public static IReadOnlyList<FieldChange> Between(CustomerProfile before, CustomerProfile after) =>
        [.. ProfileChanges.Between(before, after).SelectMany(change => change.Property == nameof(CustomerProfile.BankDetails)
            ? [new FieldChange("bankDetails", null, JsonSerializer.SerializeToElement("changed"))]
            : Fields(Camel(change.Property), ToElement(change.From), ToElement(change.To)))];

    public static IReadOnlyList<FieldChange> Between(Hold before, Hold after) =>
        before == after ? [] : [.. Fields("hold", ToElement(before), ToElement(after)).Where(c => c.Field is not ("hold.since" or "hold.by"))];

    /// <summary>Of anything that is kept as one object, property by property. Null: it was not there, or is no longer.</summary>
    public static IReadOnlyList<FieldChange> Between<T>(T? before, T? after) where T : class
    {
        var (from, to) = (ToElement(before), ToElement(after));
        return [.. Names(from).Union(Names(to), StringComparer.Ordinal).SelectMany(name => Fields(name, Child(from, name), Child(to, name)))
            .Where(change => change.From?.GetRawText() != change.To?.GetRawText())];
    }

    public static FieldChange Field(string field, object? from, object? to) => new(field, ToElement(from), ToElement(to));

    /// <summary>Objects change field by field, everything else as a whole.</summary>
    private static IEnumerable<FieldChange> Fields(string field, JsonElement? from, JsonElement? to)
    {
        if (from is not { ValueKind: JsonValueKind.Object } && to is not { ValueKind: JsonValueKind.Object }) return [new(field, from, to)];
        return Names(from).Union(Names(to), StringComparer.Ordinal)
            .Select(name => new FieldChange($"{field}.{name}", Child(from, name), Child(to, name)))
            .Where(Differs);
    }

    private static bool Differs(FieldChange change) => change.From?.GetRawText() != change.To?.GetRawText();

    private static Dictionary<string, string> MessagesOf(Customer customer) => customer.Alerts.ToDictionary(alert => alert.Id, alert => alert.Message);

    private static IEnumerable<string> Names(JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Object } found ? found.EnumerateObject().Select(p => p.Name) : [];

    private static JsonElement? Child(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } found && found.TryGetProperty(name, out var child) ? child : null;

    private static JsonElement? ToElement(object? value) => value is null ? null : JsonSerializer.SerializeToElement(value, value.GetType(), AsShown);

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    private sealed class ShownMoney : System.Text.Json.Serialization.JsonConverter<Money>
    {
        public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
