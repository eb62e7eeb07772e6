using System.Text.Json;

namespace Customers.Functions.Shopify;

/// <summary>Reads <c>errors[].extensions.code</c> and <c>extensions.cost</c> of an answer.</summary>
internal static class GraphErrors
{
    /// <summary>The code of every error; empty text for one without.</summary>
    public static IReadOnlyList<string> Of(JsonElement answer) =>
        Find(answer, "errors") is not { } errors ? []
        : errors.ValueKind != JsonValueKind.Array ? [""]
        : [.. errors.EnumerateArray().Select(error => Find(error, "extensions", "code") is { ValueKind: JsonValueKind.String } code ? code.GetString()! : "")];

    /// <summary>How long it takes until the bucket holds what the query asked for; null when the answer does not say.</summary>
    public static TimeSpan? MissingPoints(JsonElement answer)
    {
        var requested = Number(answer, "extensions", "cost", "requestedQueryCost");
        var available = Number(answer, "extensions", "cost", "throttleStatus", "currentlyAvailable");
        var restored = Number(answer, "extensions", "cost", "throttleStatus", "restoreRate");
        // Others draw from the same bucket: never ask again at once.
        return restored is > 0 ? TimeSpan.FromSeconds(Math.Clamp(((requested ?? 0) - (available ?? 0)) / restored.Value, 0.5, 3600)) : null;
    }

    public static JsonElement? Find(JsonElement from, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
            if (from.ValueKind != JsonValueKind.Object || !from.TryGetProperty(name, out from)) return null;
        return from;
    }

    private static double? Number(JsonElement from, params ReadOnlySpan<string> path) =>
        Find(from, path) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;
}
