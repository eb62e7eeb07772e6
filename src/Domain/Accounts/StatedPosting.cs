using Customers.Domain.Amounts;
using Customers.Domain.Documents;
using Customers.Domain.Identity;

namespace Customers.Domain.Accounts;

/// <summary>What a statement says of a posting: a part of its document, which is read much faster than all of it with what was sold.</summary>
public sealed record StatedPosting(
    string Id, CustomerId CustomerId, PostingKind Kind, string Number, DateOnly Date, DateOnly? DueDate, Money Total, Money Open, IReadOnlyList<LedgerLine> Lines, string? Reference, string? Reason)
{
    /// <summary>What it did to what the customer owes; its allocations only move that.</summary>
    public Money Effect => new(LedgerLine.Net(Lines, LedgerAccount.Receivables) + LedgerLine.Net(Lines, LedgerAccount.Unallocated), Total.Currency);

    /// <summary>For reading only.</summary>
    internal static readonly DocumentType<StatedPosting> Type = new(Posting.Type.Name, Posting.Type.Container, p => p.CustomerId.Value, p => p.Id);
}
