using Customers.Domain.Amounts;

namespace Customers.Functions.Local.DemoStores;

/// <summary>An amount with its tax inside, split as the store rounds it.</summary>
public readonly record struct Taxed(decimal Gross, decimal Rate, int Decimals)
{
    public decimal Net => Math.Round(Gross / (1 + Rate), Decimals, MidpointRounding.AwayFromZero);
    public decimal Tax => Gross - Net;
}

/// <summary><see cref="Full"/> is before, <see cref="Charged"/> after the order's discount.</summary>
public sealed record DemoLine(int Position, DemoProduct Product, int Quantity, decimal UnitPrice, Taxed Full, Taxed Charged)
{
    public decimal Discount => Full.Gross - Charged.Gross;
}

/// <summary>Money given back; <see cref="Lines"/> are the lines returned, none when the whole order was simply refunded.</summary>
public sealed record DemoRefund(decimal Amount, decimal Tax, IReadOnlyList<DemoLine> Lines, DateTimeOffset At);

/// <summary>One order at one stage of its story. All amounts in units of <see cref="Currency"/>, tax inside.</summary>
public sealed record DemoOrder
{
    public required int Index { get; init; }
    public required DemoStory Story { get; init; }
    public DemoStage Stage { get; init; } = DemoStage.Final;

    /// <summary>Null: the store knows neither a customer nor an email.</summary>
    public required DemoPerson? Buyer { get; init; }

    /// <summary>When the buyer's account was opened; null: a guest.</summary>
    public required DateTimeOffset? AccountSince { get; init; }

    public required Currency Currency { get; init; }

    /// <summary>What the buyer saw and paid in: differs from <see cref="Currency"/> in Shopify only.</summary>
    public required Currency PresentmentCurrency { get; init; }
    public required IReadOnlyList<DemoLine> Lines { get; init; }
    public required Taxed Shipping { get; init; }
    public required Taxed Fee { get; init; }
    public required string Note { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset LastChangedAt { get; init; }

    private bool IsFinal => Stage == DemoStage.Final;

    public DateTimeOffset? PaidAt => Story.IsEverPaid() && Stage != DemoStage.Created ? PaymentTime : null;
    public DateTimeOffset UpdatedAt => Stage switch { DemoStage.Created => CreatedAt, DemoStage.Paid => PaymentTime, _ => LastChangedAt };
    public DateTimeOffset? CancelledAt => IsFinal && Story.EndsCancelled() ? LastChangedAt : null;
    public bool IsFulfilled => IsFinal && Story.EndsFulfilled();
    public bool IsTrashed => IsFinal && Story.EndsTrashed();

    public decimal Total => Lines.Sum(l => l.Charged.Gross) + Shipping.Gross + Fee.Gross;
    public decimal TotalTax => Lines.Sum(l => l.Charged.Tax) + Shipping.Tax + Fee.Tax;
    public decimal Discount => Lines.Sum(l => l.Discount);

    public decimal Received => PaidAt is null ? 0 : Story == DemoStory.PartlyPaid ? Math.Round(Total / 3, Currency.Decimals) : Total;
    public decimal Refunded => Refunds.Sum(r => r.Amount);
    public decimal NetPayment => Received - Refunded;

    public IReadOnlyList<DemoRefund> Refunds =>
        !IsFinal ? []
        : Story.EndsRefundedInFull() ? [new(Total, TotalTax, [], LastChangedAt)]
        : Story == DemoStory.PartlyRefunded ? [new(Lines[0].Charged.Gross, Lines[0].Charged.Tax, [Lines[0]], LastChangedAt)]
        : [];

    /// <summary>The states this order went through, oldest first, each with a later update time.</summary>
    public IEnumerable<DemoOrder> History()
    {
        yield return this with { Stage = DemoStage.Created };
        if (Story.IsEverPaid()) yield return this with { Stage = DemoStage.Paid };
        yield return this with { Stage = DemoStage.Final };
    }

    private DateTimeOffset PaymentTime => CreatedAt.AddSeconds(Math.Floor((LastChangedAt - CreatedAt).TotalSeconds / 2));
}
