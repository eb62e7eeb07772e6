using Customers.Domain.Amounts;
using Customers.Domain.Sales;
using Customers.Domain.Stores;
using Customers.Functions.Stores;

namespace Customers.Functions.Shopify;

/// <summary>
/// The amounts of a Shopify order, in shop money.
/// B = <c>current_total_price</c> (0 once cancelled), P = B before cancellation − <c>total_outstanding</c>, never below 0;
/// GraphQL says P itself, <c>netPaymentSet</c>.
/// Totals of an order that stands are its current ones (after edits and returns), those of a cancelled one as it was ordered,
/// since cancelling brings the current ones to nothing. Where prices include tax, each line is told less its own tax and the
/// shipping less what of the order's tax is in no line. Discount is what the store took off the lines (current shipping is told after its discount), and fees are what
/// is left of the total (duties, tips, additional fees, cash rounding), so that the sum is exact.
/// </summary>
internal sealed class ShopifyMoney(ShopifyOrder order, Currency currency, StoreContent content)
{
    private readonly bool _cancelled = order.CancelledAt is not null;
    private readonly Money _current = content.Exact(Amount(order.CurrentTotalPriceSet, order.CurrentTotalPrice), currency, "current_total_price");

    public Money Billed => _cancelled ? Money.Zero(currency) : _current;

    public Money Paid()
    {
        if (order.NetPaymentSet?.ShopMoney?.Amount is { } net) return content.Exact(Math.Max(net, 0), currency, "netPaymentSet");
        // Negative when too much was paid.
        var outstanding = content.Exact(order.TotalOutstanding is { } open ? Math.Abs(open) : null, currency, "total_outstanding");
        return Money.Max(order.TotalOutstanding < 0 ? _current + outstanding : _current - outstanding, Money.Zero(currency));
    }

    public Money Refunded()
    {
        if (order.TotalRefundedSet?.ShopMoney?.Amount is { } refunded) return content.Exact(refunded, currency, "totalRefundedSet");
        return Sum(GivenBack(order).Select(transaction => content.Exact(transaction.Amount, currency, "refunds.transactions.amount")));
    }

    /// <summary>Transactions are told in the currency they were made in: another than the shop's cannot be added up here.</summary>
    public static bool RefundsAreForeign(ShopifyOrder order) =>
        GivenBack(order).Any(transaction => transaction.Currency is { } code && code != (order.CurrencyCode ?? order.Currency));

    private static IEnumerable<ShopifyTransaction> GivenBack(ShopifyOrder order) =>
        order.Refunds.SelectMany(refund => refund.Transactions).Where(transaction => transaction is { Kind: "refund", Status: "success" });

    public StoreOrderLine Line(ShopifyLine line, string field)
    {
        content.Require(line.Quantity is null or >= 0, $"{field}.quantity", "is negative");
        var ordered = Math.Max(line.Quantity ?? 0, 0);
        var quantity = Counted(line);
        var price = content.Rounded(Price(line), currency, $"{field}.price").Units;
        var taxes = order.TaxesIncluded ? Taxes(line.TaxLines, $"{field}.tax_lines").Units : 0;
        var unitPrice = ordered == 0 ? price : Math.Max(price * ordered - taxes, 0) / ordered;
        return new(line.Sku.Tidy(), line.Name.Tidy(StoreTexts.Line) ?? "", quantity.Plain(), StoreTexts.UnitPrice(unitPrice, currency), Money.Round(unitPrice * quantity, currency));
    }

    public SalesTotals Totals(IReadOnlyList<StoreOrderLine> lines)
    {
        var subtotal = Sum(lines.Select(line => line.Net));
        var total = _cancelled ? content.Exact(Amount(order.TotalPriceSet, order.TotalPrice), currency, "total_price") : _current;
        var tax = _cancelled
            ? content.Rounded(Amount(order.TotalTaxSet, order.TotalTax), currency, "total_tax")
            : content.Rounded(Amount(order.CurrentTotalTaxSet, order.CurrentTotalTax), currency, "current_total_tax");
        var shipping = Shipping(tax - (Gross() - subtotal));
        var discount = Discount();
        return new(subtotal, discount, total - (subtotal - discount + shipping + tax), shipping, tax);
    }

    /// <param name="tax">What of the order's tax is not in its lines.</param>
    private Money Shipping(Money tax)
    {
        var charged = _cancelled ? order.TotalShippingPriceSet : order.CurrentShippingPriceSet ?? order.TotalShippingPriceSet;
        var shipping = content.Rounded(Amount(charged, null), currency, "shipping_price_set");
        return !order.TaxesIncluded || tax.IsNegative ? shipping : shipping - Money.Min(tax, shipping);
    }

    private Money Discount()
    {
        if (_cancelled) return content.Rounded(Amount(order.TotalDiscountsSet, order.TotalDiscounts), currency, "total_discounts");
        var discounted = content.Rounded(Amount(order.CurrentSubtotalPriceSet, order.CurrentSubtotalPrice), currency, "current_subtotal_price");
        return Money.Max(Gross() - discounted, Money.Zero(currency));
    }

    /// <summary>The lines at their full price, tax included where prices include it.</summary>
    private Money Gross() => Sum(order.LineItems.Select(line => Money.Round(Math.Max(Price(line) ?? 0, 0) * Counted(line), currency)));

    private Money Taxes(IReadOnlyList<ShopifyTax> taxes, string field) =>
        Sum(taxes.Select(tax => content.Rounded(Amount(tax.PriceSet, tax.Price), currency, field)));

    private decimal Counted(ShopifyLine line) => Math.Max((_cancelled ? null : line.CurrentQuantity) ?? line.Quantity ?? 0, 0);

    private static decimal? Price(ShopifyLine line) => Amount(line.OriginalUnitPriceSet ?? line.PriceSet, line.Price);

    private Money Sum(IEnumerable<Money> amounts) => amounts.Aggregate(Money.Zero(currency), (sum, amount) => sum + amount);

    private static decimal? Amount(ShopifyMoneySet? set, decimal? bare) => set?.ShopMoney?.Amount ?? bare;
}
