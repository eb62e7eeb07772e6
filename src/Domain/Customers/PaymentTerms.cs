using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Customers.Domain.Customers;

/// <summary>When an invoice is due: <c>dueOnReceipt</c>, <c>prepaid</c> or <c>net&lt;N&gt;</c> with N days from 0 to 365.</summary>
[JsonConverter(typeof(PaymentTermsJson))]
public sealed record PaymentTerms
{
    /// <summary>For the API's description.</summary>
    public const string Pattern = "^(dueOnReceipt|prepaid|net0*([0-9]|[1-9][0-9]|[12][0-9][0-9]|3[0-5][0-9]|36[0-5]))$";

    public static readonly PaymentTerms DueOnReceipt = new("dueOnReceipt", 0);
    public static readonly PaymentTerms Prepaid = new("prepaid", 0);

    private PaymentTerms(string text, int days) => (Text, Days) = (text, days);

    public string Text { get; }
    public int Days { get; }

    public DateOnly DueDate(DateOnly issued) => issued.AddDays(Days);

    public static bool TryParse(string? text, out PaymentTerms terms)
    {
        terms = text == Prepaid.Text ? Prepaid : DueOnReceipt;
        if (text == terms.Text) return true;
        var days = 0;
        var fits = text is not null && text.StartsWith("net", StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out days) && days <= 365;
        if (fits) terms = new(string.Create(CultureInfo.InvariantCulture, $"net{days}"), days);
        return fits;
    }

    public override string ToString() => Text;
}

internal sealed class PaymentTermsJson : JsonConverter<PaymentTerms>
{
    public override PaymentTerms Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        PaymentTerms.TryParse(reader.GetString(), out var terms) ? terms : throw new JsonException("Not payment terms.");

    public override void Write(Utf8JsonWriter writer, PaymentTerms value, JsonSerializerOptions options) => writer.WriteStringValue(value.Text);
}
