namespace Customers.Domain.Settings;

/// <summary>How the numbers of one kind are made; the next number is kept apart, in a <see cref="Sequence"/>.</summary>
/// <param name="Auto">False: a number must be given.</param>
/// <param name="Gapless">Numbers follow one another without a gap, one document after the other; else in blocks for each instance.</param>
public sealed record Numbering(bool Auto, string Prefix, bool Gapless = false)
{
    public const int LongestPrefix = 20;

    /// <summary>What tax law looks at has no gaps.</summary>
    public static Numbering DefaultOf(NumberedKind kind) => kind switch
    {
        NumberedKind.Customer => new(Auto: true, "CU"),
        NumberedKind.Order => new(Auto: true, "SO"),
        NumberedKind.Quote => new(Auto: true, "QU"),
        NumberedKind.CashSale => new(Auto: true, "CS", Gapless: true),
        NumberedKind.Invoice => new(Auto: true, "INV", Gapless: true),
        NumberedKind.CreditNote => new(Auto: true, "CN", Gapless: true),
        NumberedKind.Return => new(Auto: true, "RT"),
        NumberedKind.DeliveryNote => new(Auto: true, "DN"),
        NumberedKind.Payment => new(Auto: true, "PAY"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}

public enum NumberedKind { Customer, Order, Quote, CashSale, Invoice, CreditNote, Return, DeliveryNote, Payment }
