using System.Text.Json;
using Customers.Domain.Outcomes;
using Customers.Functions.Stores;

namespace Customers.Functions.WooCommerce;

/// <summary>Takes an answer of WordPress's REST API, or says why not.</summary>
internal static class WooCommerceAnswer
{
    public static Outcome<(JsonElement Json, long? Total)> Accept(StoreAnswer answer)
    {
        var json = answer.Json();
        if (!answer.IsSuccess) return answer.Refuse(CodeOf(json));
        return json is { } read ? (read, answer.Total) : StoreAnswer.RefuseAnswer("something else than JSON");
    }

    /// <summary>WordPress tells errors as <c>{code, message, data: {status}}</c>; a server in front of it, as a page.</summary>
    public static string? CodeOf(JsonElement? json) =>
        json is { ValueKind: JsonValueKind.Object } error && error.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.String ? code.GetString() : null;
}
