using Customers.Domain.Amounts;

namespace Customers.Domain.Accounts;

/// <summary>What a customer owes in one currency as of a date and, with a period, how it came about (CONTRACT §5). Every amount is in <see cref="Currency"/>.</summary>
public sealed record Statement
{
    /// <summary>The name of the organisation that is owed.</summary>
    public required string Organisation { get; init; }
    public required StatementCustomer Customer { get; init; }
    public required Currency Currency { get; init; }
    /// <summary>First and last day of the period, both within it; both null without one.</summary>
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }
    public required DateOnly AsOf { get; init; }
    /// <summary>Null without a period.</summary>
    public Money? OpeningBalance { get; init; }
    public required Money ClosingBalance { get; init; }
    /// <summary>All of the period, in the order in which <see cref="StatementMovement.Balance"/> was reached.</summary>
    public IReadOnlyList<StatementMovement> Movements { get; init; } = [];
    /// <summary>Open invoices, open credit notes and unallocated money, oldest first.</summary>
    public required IReadOnlyList<StatementItem> Items { get; init; }
    public required Ageing Ageing { get; init; }

    public bool HasPeriod => OpeningBalance is not null;
}

/// <param name="Reference">The customer's reference or VAT number, as the settings say.</param>
/// <param name="BillingAddress">As lines; empty without one.</param>
public sealed record StatementCustomer(string Name, string Reference, IReadOnlyList<string> BillingAddress);
