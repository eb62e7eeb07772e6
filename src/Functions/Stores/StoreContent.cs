using System.Text.Json;
using Customers.Domain.Amounts;
using Customers.Domain.Documents;
using Customers.Domain.Outcomes;
using Customers.Domain.Stores;

namespace Customers.Functions.Stores;

/// <summary>
/// Takes values out of a store's content and collects what is wrong with them, so that one refusal names every field at
/// fault, by the store's own field names and never by value.
/// </summary>
/// <param name="code">Of the refusal, <c>unusable-order</c>.</param>
/// <param name="arrivedAt">Nothing a store tells happened much later than this.</param>
internal sealed class StoreContent(string code, DateTimeOffset arrivedAt)
{
    public const int MaxLines = 10_000;
    /// <summary>Of an order as stored: leaves room for the rest of its commit (<see cref="Commit.MaxBytes"/>).</summary>
    public const int MaxStoredBytes = 3 * Commit.MaxBytes / 4;

    private static readonly DateTimeOffset Earliest = new(1990, 1, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly TimeSpan ClocksMayDiffer = TimeSpan.FromDays(2);
    private readonly List<string> _faults = [];

    public Refusal? Refusal => _faults.Count == 0 ? null : Domain.Outcomes.Refusal.Unprocessable(code, string.Join("; ", _faults) + ".");

    public string Id(string? id, string field)
    {
        var digits = StoreJson.Digits(id);
        Require(digits is not null and not "0", field, "is missing or no id");
        return digits ?? "";
    }

    public DateTimeOffset Instant(DateTimeOffset? time, string field)
    {
        Require(time is not null, field, "is missing");
        return OptionalInstant(time, field) ?? default;
    }

    public DateTimeOffset? OptionalInstant(DateTimeOffset? time, string field)
    {
        Require(time is null || IsCredible(time.Value), field, "is no credible time");
        return time;
    }

    public bool IsCredible(DateTimeOffset time) => time >= Earliest && time <= arrivedAt + ClocksMayDiffer;

    public Currency? Currency(string? currencyCode, string field)
    {
        Require(Domain.Amounts.Currency.TryParse(currencyCode, out var currency), field, "is not a known currency");
        return currency;
    }

    /// <summary>What money is posted from: present, not negative, and no more decimals than the currency has.</summary>
    public Money Exact(decimal? units, Currency currency, string field)
    {
        Require(units is not null, field, "is missing");
        Require(Money.TryFromUnits(units ?? 0, currency, out var money), field, "has more decimals than its currency, or is too large");
        Require(!money.IsNegative, field, "is negative");
        return money;
    }

    /// <summary>What only explains a total: stores may write more decimals than the currency has; none is zero.</summary>
    public Money Rounded(decimal? units, Currency currency, string field)
    {
        Require(units is null or >= 0, field, "is negative");
        Require(units is null or <= Money.MaxUnits, field, "is too large");
        return units is >= 0 and <= Money.MaxUnits ? Money.Round(units.Value, currency) : Money.Zero(currency);
    }

    public void Require(bool holds, string field, string fault)
    {
        if (!holds && _faults.Count < 10) _faults.Add($"{field} {fault}");
    }

    /// <summary>The value, unless something was wrong with it.</summary>
    public Outcome<T> Accept<T>(T value) => Refusal is { } refusal ? refusal : value;

    /// <summary>The order that <paramref name="map"/> makes in its currency; refused where the hub cannot use or store it.</summary>
    public static Outcome<StoreOrder> Order(int lines, string? currencyCode, DateTimeOffset arrivedAt, Func<StoreContent, Currency, StoreOrder> map)
    {
        if (lines > MaxLines) return Domain.Outcomes.Refusal.Unprocessable("too-many-lines", $"The order has {lines} lines; {MaxLines} can be kept.");
        var content = new StoreContent("unusable-order", arrivedAt);
        if (content.Currency(currencyCode, "currency") is not { } currency) return content.Refusal!;
        var order = content.Accept(map(content, currency));
        return order.Refusal is null && IsTooLarge(order.Value)
            ? Domain.Outcomes.Refusal.Unprocessable("order-too-large", $"As stored the order takes more than {MaxStoredBytes} bytes.")
            : order;
    }

    /// <summary>Orders of very many lines are taken as long as the hub can store them.</summary>
    private static bool IsTooLarge(StoreOrder order) =>
        order.Lines.Count > 500 && JsonSerializer.SerializeToUtf8Bytes(order, StoredJson.Options).Length > MaxStoredBytes;

    /// <summary>Reads JSON and maps it; a refusal <c>unreadable-content</c> where it cannot be read.</summary>
    public static Outcome<TResult> Read<TWire, TResult>(ReadOnlySpan<byte> body, JsonSerializerOptions options, Func<TWire, Outcome<TResult>> map)
        where TWire : class
    {
        try
        {
            return JsonSerializer.Deserialize<TWire>(body, options) is { } wire ? map(wire) : Unreadable("$");
        }
        catch (JsonException e)
        {
            return Unreadable(e.Path ?? "$");
        }
        catch (OverflowException)
        {
            return Domain.Outcomes.Refusal.Unprocessable("unusable-order", "Its amounts add up to more than can be kept.");
        }
    }

    private static Refusal Unreadable(string path) =>
        Domain.Outcomes.Refusal.Unprocessable("unreadable-content", $"Not the JSON that was expected, at {path}.");
}
