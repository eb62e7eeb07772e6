using Customers.Domain.Accounts;
using Customers.Domain.Amounts;
using Customers.Domain.Customers;
using Customers.Domain.Orders;
using Customers.Domain.Outcomes;

namespace Customers.Domain.Credit;

/// <summary>Whether a customer may buy (CONTRACT §6): asked for each order and cash sale that people create, raise, confirm or reopen.</summary>
public static class CreditGate
{
    public static readonly Refusal OnHold = Refusal.Conflict("customer-on-hold", "The customer is on hold.");
    public static readonly Refusal LimitExceeded = Refusal.Conflict("credit-limit-exceeded", "With this order the customer would exceed its credit limit, or that of its parent.");

    /// <summary>The order as it may be kept: as it is wanted, or pending where the settings allow that; else refused.</summary>
    /// <param name="mayWait">Can it be pending at all?</param>
    public static async Task<Outcome<Order>> AdmitAsync(this AccountCase at, Order order, CancellationToken cancel, bool mayWait = true)
    {
        if (await AgainstAsync(at, (order with { Status = OrderStatus.Confirmed }).ToInvoice, cancel) is not { } against) return order;
        var pending = at.Settings.CreditControl.WhenOnHold is WhenOnHold.AllowPendingOrders or WhenOnHold.AllowPendingOrdersAndCashSales;
        return pending && mayWait ? order with { Status = OrderStatus.Pending, PendingReason = against.Code } : against;
    }

    /// <summary>Null: a cash sale may be recorded.</summary>
    public static async Task<Refusal?> AgainstCashSaleAsync(this AccountCase at, CancellationToken cancel) =>
        at.Settings.CreditControl.WhenOnHold is WhenOnHold.AllowCashSales or WhenOnHold.AllowPendingOrdersAndCashSales ? null
        : IsOnHold(at, await at.ParentAsync(cancel)) ? OnHold : null;

    /// <param name="order">What the order in hand would add to the open orders.</param>
    private static async Task<Refusal?> AgainstAsync(AccountCase at, Money order, CancellationToken cancel)
    {
        var parent = await at.ParentAsync(cancel);
        if (IsOnHold(at, parent)) return OnHold;
        var customer = at.Customer;
        return customer.Account.Hold.Mode == HoldMode.Automatic && (WouldExceed(at, customer, order) || (parent is not null && WouldExceed(at, parent, order))) ? LimitExceeded : null;
    }

    /// <summary>As the rule decides now: it may be that time or the parent has changed something since it did last.</summary>
    private static bool IsOnHold(AccountCase at, Customer? parent) =>
        at.Decide(parent is null ? at.Customer : at.Customer.Hearing(parent)).Customer.Account.Hold.OnHold;

    private static bool WouldExceed(AccountCase at, Customer customer, Money order) =>
        at.Settings.CreditControl is { Strategy: CreditStrategy.CreditLimitWithOpenOrders } policy && customer.Account.Currency == order.Currency && customer.Account.Hold.Mode != HoldMode.Exempt
        && CreditRule.Exceeds(customer.Profile.CreditLimit, customer.Account.Use + customer.Account.Branches + new CreditUse(0, order.Minor), policy);
}
