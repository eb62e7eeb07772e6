using System.Text.Json.Serialization;
using Customers.Domain.Amounts;
using Customers.Domain.Documents;
using Customers.Domain.Identity;

namespace Customers.Domain.Accounts;

/// <summary>A document on the account with the ledger lines it wrote. All of it is fixed once posted, except what is still open.</summary>
public sealed record Posting
{
    public required string Id { get; init; }
    public required CustomerId CustomerId { get; init; }
    public required PostingKind Kind { get; init; }
    public required string Number { get; init; }
    public required DateOnly Date { get; init; }
    /// <summary>Invoices only.</summary>
    public DateOnly? DueDate { get; init; }
    public required Money Total { get; init; }
    /// <summary>An invoice: what remains to be paid. A payment or credit note: what is unallocated. A refund: nothing.</summary>
    public required Money Open { get; init; }
    public required IReadOnlyList<LedgerLine> Lines { get; init; }
    public string? OrderId { get; init; }
    public string? Reason { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    [JsonIgnore] public Money Settled => Total - Open;

    public static readonly DocumentType<Posting> Type = new("posting", Containers.Customers, p => p.CustomerId.Value, p => p.Id)
    {
        Moved = (posting, customer) => posting with { CustomerId = customer },
    };
}

public enum PostingKind { Invoice, CreditNote, Payment, Refund, Adjustment }

/// <summary>One side of a double entry, in minor units of the posting's currency; one of the two is zero.</summary>
public sealed record LedgerLine(LedgerAccount Account, long Debit, long Credit)
{
    /// <summary>Positive is a debit.</summary>
    public static LedgerLine Of(LedgerAccount account, long amount) => amount >= 0 ? new(account, amount, 0) : new(account, 0, -amount);
}

public enum LedgerAccount { Receivables, Sales, Discounts, Tax, Shipping, Bank, Unallocated, Adjustments }
