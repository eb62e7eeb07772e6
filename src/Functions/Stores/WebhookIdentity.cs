using System.Text;
using System.Text.Json;

namespace Customers.Functions.Stores;

/// <summary>What a body says it is about, read without understanding it; each part null where the body does not say.</summary>
/// <param name="ResourceId">The store's id, digits as text.</param>
/// <param name="UpdatedAt">The store's update time, UTC.</param>
/// <param name="OrderId">Of another resource than an order: the order that it belongs to.</param>
/// <param name="BuyerId">Of another resource than a customer: the customer that it names.</param>
public readonly record struct WebhookIdentity(string? ResourceId, DateTimeOffset? UpdatedAt, string? OrderId = null, string? BuyerId = null)
{
    private static readonly JsonReaderOptions Depth = new() { MaxDepth = StoreJson.MaxDepth };

    /// <summary>
    /// Looks at the top level, and there for an order or a customer by id. The number at the end of <paramref name="globalId"/>
    /// goes before that of <paramref name="id"/>, which may have been rounded by a JSON tool on the way.
    /// </summary>
    internal static WebhookIdentity Scan(ReadOnlySpan<byte> body, ReadOnlySpan<byte> globalId, ReadOnlySpan<byte> id, ReadOnlySpan<byte> updatedAt)
    {
        (string? Global, string? Plain, DateTimeOffset? UpdatedAt, string? Order, string? Buyer) found = default;
        try
        {
            var reader = new Utf8JsonReader(body, Depth);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return default;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals(globalId)) found.Global = StoreJson.Digits(ReadText(ref reader));
                else if (reader.ValueTextEquals(id)) found.Plain = StoreJson.Digits(ReadText(ref reader));
                else if (reader.ValueTextEquals(updatedAt)) found.UpdatedAt = StoreJson.TryInstant(ReadText(ref reader), out var time) ? time : null;
                else if (reader.ValueTextEquals("order_id"u8)) found.Order = ReadId(ref reader);
                else if (reader.ValueTextEquals("customer_id"u8) || reader.ValueTextEquals("customerId"u8)) found.Buyer = ReadId(ref reader);
                else if (reader.ValueTextEquals("order"u8) || reader.ValueTextEquals("order_edit"u8)) found.Order = ReadPart(ref reader, "order_id"u8) ?? found.Order;
                else if (reader.ValueTextEquals("customer"u8)) found.Buyer = ReadPart(ref reader, "customer_id"u8) ?? found.Buyer;
                else { reader.Read(); reader.Skip(); }
            }
        }
        // A signed body can still be junk: what was found before it broke off is as good as nothing.
        catch (Exception e) when (e is JsonException or InvalidOperationException) { return default; }
        return new(found.Global ?? found.Plain, found.UpdatedAt, found.Order, found.Buyer);
    }

    /// <summary>The id of an object: where it is <c>order_edit</c>, that of its order, for its own is nobody's.</summary>
    private static string? ReadPart(ref Utf8JsonReader reader, ReadOnlySpan<byte> reference)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return null;
        var (own, named) = (default(string), default(string));
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("id"u8)) own = ReadId(ref reader);
            else if (reader.ValueTextEquals(reference)) named = ReadId(ref reader);
            else { reader.Read(); reader.Skip(); }
        }

        return named ?? own;
    }

    /// <summary>Guests of WooCommerce have the id 0.</summary>
    private static string? ReadId(ref Utf8JsonReader reader) => StoreJson.Digits(ReadText(ref reader)) is { } id && id != "0" ? id : null;

    private static string? ReadText(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String) return reader.GetString();
        if (reader.TokenType == JsonTokenType.Number) return Encoding.UTF8.GetString(reader.ValueSpan);
        reader.Skip();
        return null;
    }
}
