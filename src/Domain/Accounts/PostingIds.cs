using Customers.Domain.Customers;
using Customers.Domain.Identity;

namespace Customers.Domain.Accounts;

/// <summary>What the ids of postings begin with.</summary>
public static class PostingIds
{
    public static string NewId(this Customer customer, PostingKind kind, IIdSource ids) => customer.Id.NewDocumentId(ids, PrefixOf(kind));

    public static string PrefixOf(PostingKind kind) => kind switch
    {
        PostingKind.Invoice => IdPrefixes.Invoice,
        PostingKind.CreditNote => IdPrefixes.CreditNote,
        PostingKind.Payment => IdPrefixes.Payment,
        PostingKind.Refund => IdPrefixes.Refund,
        PostingKind.Adjustment => IdPrefixes.Adjustment,
        PostingKind.CashSale => IdPrefixes.CashSale,
        PostingKind.Void => IdPrefixes.Void,
        PostingKind.Allocation => IdPrefixes.Allocation,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
