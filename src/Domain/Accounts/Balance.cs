namespace Customers.Domain.Accounts;

/// <summary>What was posted in one currency, in minor units. None of the sums is ever negative but <see cref="Adjusted"/>.</summary>
public sealed record Balance(string Currency)
{
    public long Invoiced { get; init; }
    public long Paid { get; init; }
    public long Credited { get; init; }
    public long Refunded { get; init; }
    public long Adjusted { get; init; }
    /// <summary>Money and credit not yet used against an invoice.</summary>
    public long Unallocated { get; init; }
    /// <summary>The part of it that settles invoices by itself: it does not wait for somebody to allocate it, and is no store's.</summary>
    public long Usable { get; init; }
    /// <summary>Confirmed orders not yet invoiced; store orders are not among them.</summary>
    public long OpenOrders { get; init; }

    public static Balance operator +(Balance a, Balance b) => new(a.Currency)
    {
        Invoiced = a.Invoiced + b.Invoiced, Paid = a.Paid + b.Paid, Credited = a.Credited + b.Credited, Refunded = a.Refunded + b.Refunded,
        Adjusted = a.Adjusted + b.Adjusted, Unallocated = a.Unallocated + b.Unallocated, Usable = a.Usable + b.Usable, OpenOrders = a.OpenOrders + b.OpenOrders,
    };

    /// <summary>What the customer owes in all: positive = the customer owes.</summary>
    public long Owed => Invoiced - Paid - Credited + Refunded + Adjusted;
}

/// <summary>What is still open on the invoices of one currency that are due on one date, in minor units; never zero.</summary>
public sealed record OpenDue(string Currency, DateOnly DueDate, long Amount);
