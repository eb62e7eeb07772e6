using System.Buffers.Text;
using System.Globalization;
using System.Text;
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

/// <summary>Stored as <c>"20260302 EUR invoiced credited …"</c>: reports read millions of them, and a text is read much faster than a number of its own for each sum.</summary>
internal sealed class DaySumsJson : JsonConverter<DaySums>
{
    public override DaySums Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var rest = reader.ValueSpan;
        var date = (int)Next(ref rest);
        var currency = Encoding.UTF8.GetString(NextWord(ref rest));
        return new(new(date / 10_000, date / 100 % 100, date % 100), currency)
        {
            Invoiced = Next(ref rest), Credited = Next(ref rest), Paid = Next(ref rest), Refunded = Next(ref rest), Adjusted = Next(ref rest),
            Sales = Next(ref rest), Shipping = Next(ref rest), Tax = Next(ref rest), Invoices = (int)Next(ref rest),
        };
    }

    public override void Write(Utf8JsonWriter writer, DaySums value, JsonSerializerOptions options) => writer.WriteStringValue(string.Create(
        CultureInfo.InvariantCulture,
        $"{value.Date:yyyyMMdd} {value.Currency} {value.Invoiced} {value.Credited} {value.Paid} {value.Refunded} {value.Adjusted} {value.Sales} {value.Shipping} {value.Tax} {value.Invoices}"));

    private static long Next(ref ReadOnlySpan<byte> rest) =>
        NextWord(ref rest) is var word && Utf8Parser.TryParse(word, out long number, out var read) && read == word.Length ? number : throw new JsonException("The sums of a day are not as they are written.");

    private static ReadOnlySpan<byte> NextWord(ref ReadOnlySpan<byte> rest)
    {
        var word = rest.IndexOf((byte)' ') is var end and >= 0 ? rest[..end] : rest;
        rest = rest[Math.Min(rest.Length, word.Length + 1)..];
        return word;
    }
}
