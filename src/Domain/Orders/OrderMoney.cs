using Customers.Domain.Accounts;
using Customers.Domain.Amounts;
using Customers.Domain.Stores;

namespace Customers.Domain.Orders;

/// <summary>What the account should show for an order, in minor units of its currency.</summary>
/// <param name="Mixture">What billed amounts consist of.</param>
/// <param name="Billed">B: owed for it in all.</param>
/// <param name="Paid">P: received less given back.</param>
/// <param name="Refunded">Given back so far.</param>
public sealed record OrderMoney(Currency Currency, Breakdown Mixture, long Billed, long Paid, long Refunded)
{
    public static OrderMoney Of(StoreOrder order) =>
        new(order.Currency, order.Totals.ToBreakdown(), order.Billed.Minor, order.Paid.Minor, order.Refunded.Minor);

    /// <summary>Deleted, or gone to another customer: nothing is left of it here.</summary>
    public static OrderMoney Nothing(Order order) => new(order.Currency, order.Sale.Totals.ToBreakdown(), 0, 0, 0);

    /// <summary>Half of the way there from what is posted.</summary>
    public OrderMoney Halfway(OrderPosted from)
    {
        return this with { Billed = Between(from.Net.Total, Billed), Paid = Between(from.Paid - from.Refunded, Paid), Refunded = Between(Math.Min(from.Refunded, Refunded), Refunded) };

        static long Between(long one, long other) => one + (other - one) / 2;
    }
}
