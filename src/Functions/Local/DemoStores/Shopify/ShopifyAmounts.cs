using System.Globalization;
using Customers.Domain.Amounts;

namespace Customers.Functions.Local.DemoStores.Shopify;

/// <summary>What Shopify makes of an order's money and state.</summary>
internal static class ShopifyAmounts
{
    private static bool IsUndone(this DemoOrder order) => order.Stage == DemoStage.Final && order.Story.EndsRefundedInFull();

    private static IEnumerable<DemoLine> Kept(this DemoOrder order) => order.IsUndone() ? [] : order.Lines.Except(order.Refunds.SelectMany(r => r.Lines));

    public static bool Keeps(this DemoOrder order, DemoLine line) => !order.IsUndone() && !order.Refunds.Any(r => r.Lines.Contains(line));

    public static decimal Subtotal(this DemoOrder order) => order.Lines.Sum(l => l.Charged.Gross);
    public static decimal CurrentSubtotal(this DemoOrder order) => order.Kept().Sum(l => l.Charged.Gross);
    public static decimal CurrentShipping(this DemoOrder order) => order.IsUndone() ? 0 : order.Shipping.Gross;
    public static decimal CurrentTotal(this DemoOrder order) => order.CurrentSubtotal() + order.CurrentShipping();
    public static decimal CurrentTax(this DemoOrder order) => order.Kept().Sum(l => l.Charged.Tax) + (order.IsUndone() ? 0 : order.Shipping.Tax);
    public static decimal CurrentDiscount(this DemoOrder order) => order.Kept().Sum(l => l.Discount);

    /// <summary>Whatever was not paid, even of a cancelled order: Shopify leaves the question of owing to the reader.</summary>
    public static decimal Outstanding(this DemoOrder order) => order.CurrentTotal() - order.NetPayment;

    public static string FinancialStatus(this DemoOrder order) =>
        order.Received == 0 ? order.CancelledAt is null ? "pending" : "voided"
        : order.Refunded == order.Total ? "refunded"
        : order.Refunded > 0 ? "partially_refunded"
        : order.Received < order.Total ? "partially_paid"
        : "paid";

    public static decimal ToPresentment(this DemoOrder order, decimal shop) => order.Currency == order.PresentmentCurrency
        ? shop
        : Math.Round(shop * OrderWriter.Rate(order.PresentmentCurrency), order.PresentmentCurrency.Decimals, MidpointRounding.AwayFromZero);

    /// <summary>As GraphQL writes decimals: <c>100.0</c>, <c>99.95</c>.</summary>
    public static string GraphText(decimal amount) => amount.ToString("0.0##", CultureInfo.InvariantCulture);

    /// <summary>As webhooks write them: with the currency's decimals.</summary>
    public static string WebhookText(decimal amount, Currency currency) => amount.ToString("F" + currency.Decimals, CultureInfo.InvariantCulture);
}
