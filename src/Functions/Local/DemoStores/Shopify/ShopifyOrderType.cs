using System.Globalization;

namespace Customers.Functions.Local.DemoStores.Shopify;

/// <summary>The schema's <c>Order</c>, as far as the demo store knows it.</summary>
internal static class ShopifyOrderType
{
    public static readonly GraphType<DemoOrder> Order = new("Order")
    {
        { "id", o => ShopifyIds.Gid("Order", ShopifyIds.Order(o)) },
        { "legacyResourceId", o => ShopifyIds.Order(o).ToString(CultureInfo.InvariantCulture) },
        { "name", o => "#" + ShopifyIds.OrderNumber(o) },
        { "number", o => 1001 + o.Index },
        { "email", o => o.Buyer?.Email },
        { "phone", _ => null },
        { "note", o => ShopifyTypes.NullIfEmpty(o.Note) },
        { "poNumber", o => o.Index % 50 == 3 ? "PO/2026-7" : null },
        { "tags", o => o.Index % 9 == 2 ? new[] { "großkunde", "VIP 🎖" } : [] },
        { "test", o => o.Index % 60 == 59 },
        { "confirmed", _ => true },
        { "createdAt", o => ShopifyTypes.Text(o.CreatedAt) },
        { "processedAt", o => ShopifyTypes.Text(o.CreatedAt) },
        { "updatedAt", o => ShopifyTypes.Text(o.UpdatedAt) },
        { "cancelledAt", o => o.CancelledAt is { } at ? ShopifyTypes.Text(at) : null },
        { "cancelReason", o => o.CancelledAt is null ? null : "CUSTOMER" },
        { "closedAt", o => o.IsFulfilled ? ShopifyTypes.Text(o.UpdatedAt) : null },
        { "closed", o => o.IsFulfilled },
        { "currencyCode", o => o.Currency.Code },
        { "presentmentCurrencyCode", o => o.PresentmentCurrency.Code },
        { "taxesIncluded", _ => true },
        { "fullyPaid", o => o.Outstanding() == 0 },
        { "unpaid", o => o.Received == 0 },
        { "displayFinancialStatus", o => o.FinancialStatus().ToUpperInvariant() },
        { "displayFulfillmentStatus", o => o.IsFulfilled ? "FULFILLED" : "UNFULFILLED" },
        { "totalPriceSet", o => ShopifyTypes.Bag(o, o.Total) },
        { "originalTotalPriceSet", o => ShopifyTypes.Bag(o, o.Total) },
        { "subtotalPriceSet", o => ShopifyTypes.Bag(o, o.Subtotal()) },
        { "totalShippingPriceSet", o => ShopifyTypes.Bag(o, o.Shipping.Gross) },
        { "totalTaxSet", o => ShopifyTypes.Bag(o, o.TotalTax) },
        { "totalDiscountsSet", o => ShopifyTypes.Bag(o, o.Discount) },
        { "currentTotalPriceSet", o => ShopifyTypes.Bag(o, o.CurrentTotal()) },
        { "currentSubtotalPriceSet", o => ShopifyTypes.Bag(o, o.CurrentSubtotal()) },
        { "currentShippingPriceSet", o => ShopifyTypes.Bag(o, o.CurrentShipping()) },
        { "currentTotalTaxSet", o => ShopifyTypes.Bag(o, o.CurrentTax()) },
        { "currentTotalDiscountsSet", o => ShopifyTypes.Bag(o, o.CurrentDiscount()) },
        { "totalOutstandingSet", o => ShopifyTypes.Bag(o, o.Outstanding()) },
        { "totalReceivedSet", o => ShopifyTypes.Bag(o, o.Received) },
        { "totalRefundedSet", o => ShopifyTypes.Bag(o, o.Refunded) },
        { "netPaymentSet", o => ShopifyTypes.Bag(o, o.NetPayment) },
        { "customer", o => o is { AccountSince: { } since, Buyer: { } buyer } ? ShopifyCustomerType.Customer.Of((buyer, since)) : null },
        { "billingAddress", o => AddressOf(o) },
        { "shippingAddress", o => o.Index % 8 == 6 ? null : AddressOf(o) },
        { "billingAddressMatchesShippingAddress", o => o.Index % 8 != 6 },
        { "lineItems", (o, f) => GraphPage.Of("LineItem", f, 0, o.Lines.Count, i => ShopifyTypes.LineItem.Of((o, o.Lines[i]))) },
        { "refunds", (o, f) => o.Refunds.Take(f.Arguments.ContainsKey("first") ? f.First() : int.MaxValue).Select(r => ShopifyTypes.Refund.Of((o, r))) },
    };

    private static IGraphNode? AddressOf(DemoOrder order) => order.Buyer is { } buyer ? ShopifyTypes.MailingAddress.Of(buyer) : null;
}
