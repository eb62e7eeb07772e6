using Customers.Domain.Accounts;
using Customers.Domain.Amounts;

namespace Customers.Domain.Orders;

/// <summary>
/// Sums posted for one order, in minor units of its currency. Sums only rise; corrections are documents of their own. When
/// the store changes the order's currency, all is taken back in the old one and the sums start again.
/// </summary>
public sealed record OrderPosted
{
    public long Invoiced { get; init; }
    public long Credited { get; init; }
    public long Paid { get; init; }
    public long Refunded { get; init; }
    /// <summary>Invoices less credit notes, part by part.</summary>
    public Breakdown Net { get; init; }
    /// <summary>How many documents were posted.</summary>
    public int Count { get; init; }
    /// <summary>
    /// Those of which a part is open or may be opened again, just as they lie beside the order: written in one commit with
    /// them, so that the next version needs to read nothing but customer and order.
    /// </summary>
    public IReadOnlyList<Posting> Postings { get; init; } = [];

    /// <summary>What money of people settles of its invoices: all that the order's own money and credit do not.</summary>
    public IEnumerable<Allocation> SettledByPeople()
    {
        var own = Postings.Where(p => p.IsCredit).SelectMany(p => p.Allocations).ToLookup(to => to.InvoiceId, to => to.Amount.Minor);
        return Postings.Where(p => p.Kind == PostingKind.Invoice).Select(p => new Allocation(p.Id, p.Settled - new Money(own[p.Id].Sum(), p.Total.Currency))).Where(to => !to.Amount.IsZero);
    }
}
