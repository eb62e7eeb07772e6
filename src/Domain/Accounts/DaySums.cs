using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Customers.Domain.Accounts;

/// <summary>In minor units. Sales are what the customer was invoiced less what was credited, without tax.</summary>
[JsonConverter(typeof(DaySumsJson))]
public sealed record DaySums(DateOnly Date, string Currency)
{
    public long Invoiced { get; init; }
    public long Credited { get; init; }
    public long Paid { get; init; }
    public long Refunded { get; init; }
    public long Adjusted { get; init; }
    public long Sales { get; init; }
    public long Shipping { get; init; }
    public long Tax { get; init; }
    public int Invoices { get; init; }

    /// <summary>What the day did to the balance.</summary>
    public long Change => Invoiced - Paid - Credited + Refunded + Adjusted;

    public DaySums Plus(DaySums more) => this with
    {
        Invoiced = Invoiced + more.Invoiced, Credited = Credited + more.Credited, Paid = Paid + more.Paid, Refunded = Refunded + more.Refunded, Adjusted = Adjusted + more.Adjusted,
        Sales = Sales + more.Sales, Shipping = Shipping + more.Shipping, Tax = Tax + more.Tax, Invoices = Invoices + more.Invoices,
    };

    public DaySums With(Posting posting)
    {
        var total = posting.Total.Minor;
        var sums = this with
        {
            Sales = Sales - Net(posting, LedgerAccount.Sales) - Net(posting, LedgerAccount.Discounts),
            Shipping = Shipping - Net(posting, LedgerAccount.Shipping),
            Tax = Tax - Net(posting, LedgerAccount.Tax),
        };
        return posting.Kind switch
        {
            PostingKind.Invoice => sums with { Invoiced = Invoiced + total, Invoices = Invoices + 1 },
            PostingKind.CashSale => sums with { Invoiced = Invoiced + total, Paid = Paid + total, Invoices = Invoices + 1 },
            PostingKind.CreditNote => sums with { Credited = Credited + total },
            PostingKind.Payment => sums with { Paid = Paid + total },
            PostingKind.Refund => sums with { Refunded = Refunded + total },
            PostingKind.Adjustment => sums with { Adjusted = Adjusted + total },
            PostingKind.Void => sums with { Paid = Paid - total },
            _ => sums,
        };
    }

    private static long Net(Posting posting, LedgerAccount account) => posting.Lines.Where(line => line.Account == account).Sum(line => line.Debit - line.Credit);
}

/// <summary>Stored as <c>["2026-03-02", "EUR", invoiced, credited, …]</c>: reports read millions of them.</summary>
internal sealed class DaySumsJson : JsonConverter<DaySums>
{
    public override DaySums Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        reader.Read();
        var date = DateOnly.FromDateTime(reader.GetDateTime());
        reader.Read();
        var sums = new DaySums(date, reader.GetString()!)
        {
            Invoiced = Next(ref reader), Credited = Next(ref reader), Paid = Next(ref reader), Refunded = Next(ref reader), Adjusted = Next(ref reader),
            Sales = Next(ref reader), Shipping = Next(ref reader), Tax = Next(ref reader), Invoices = (int)Next(ref reader),
        };
        reader.Read();
        return sums;
    }

    public override void Write(Utf8JsonWriter writer, DaySums value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteStringValue(value.Date.ToString("O", CultureInfo.InvariantCulture));
        writer.WriteStringValue(value.Currency);
        foreach (var sum in (ReadOnlySpan<long>)[value.Invoiced, value.Credited, value.Paid, value.Refunded, value.Adjusted, value.Sales, value.Shipping, value.Tax, value.Invoices]) writer.WriteNumberValue(sum);
        writer.WriteEndArray();
    }

    private static long Next(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetInt64();
    }
}
