using System.Globalization;
using System.Text.Json;
using Customers.Domain.Amounts;
using Customers.Domain.Customers;
using Customers.Domain.Sales;

namespace Customers.Functions.Api;

/// <summary>What all sales documents show of what is sold. <c>subtotal − discountTotal + feeTotal + shippingTotal + taxTotal = total</c>.</summary>
public abstract record SaleResponse
{
    protected SaleResponse(Sale sale, SalesTerms terms)
    {
        (Currency, var totals) = (sale.Currency.Code, sale.Totals);
        (Lines, Adjustments) = ([.. sale.Lines.Select(SaleLineResponse.Of)], [.. sale.Adjustments.Select(AdjustmentResponse.Of)]);
        (Subtotal, DiscountTotal, FeeTotal, ShippingTotal, TaxTotal, Total) = (totals.Subtotal, totals.Discount, totals.Fees, totals.Shipping, totals.Tax, totals.Total);
        (BillingAddress, ShippingAddress, ContactId, PaymentTerms) = (terms.BillingAddress, terms.ShippingAddress, terms.ContactId, terms.PaymentTerms.Text);
        (PoNumber, Notes, CustomFields) = (terms.PoNumber, terms.Notes, terms.CustomFields);
    }

    public string Currency { get; }
    public IReadOnlyList<SaleLineResponse> Lines { get; }
    /// <summary>In the order in which they apply.</summary>
    public IReadOnlyList<AdjustmentResponse> Adjustments { get; }
    public Money Subtotal { get; }
    public Money DiscountTotal { get; }
    public Money FeeTotal { get; }
    public Money ShippingTotal { get; }
    public Money TaxTotal { get; }
    public Money Total { get; }
    public Address? BillingAddress { get; init; }
    public Address? ShippingAddress { get; init; }
    public string? ContactId { get; }
    public string PaymentTerms { get; }
    public string? PoNumber { get; }
    public string? Notes { get; }
    public IReadOnlyDictionary<string, JsonElement> CustomFields { get; }
}

/// <param name="UnitPrice">Decimal text, up to four decimals more than the currency has.</param>
/// <param name="Net">Quantity × unit price less the line's own discount.</param>
/// <param name="Tax">On the net amount less its share of the document's discounts; zero where a store tells taxes of the whole order only.</param>
public sealed record SaleLineResponse(
    string? ProductId, string? Sku, string Description, decimal Quantity, string UnitPrice, decimal DiscountPercent, decimal TaxPercent, Money Net, Money Tax)
{
    internal static SaleLineResponse Of(SalesLine line) => new(
        line.ProductId, line.Sku, line.Description, line.Quantity,
        line.UnitPrice.ToString("0." + new string('0', line.Net.Currency.Decimals) + "####", CultureInfo.InvariantCulture),
        line.DiscountPercent, line.TaxPercent, line.Net, line.Tax);
}

/// <param name="Percent">Of what the discounts before it left of the lines; null where an amount was given.</param>
/// <param name="Amount">What it comes to, never negative; a discount is taken off.</param>
public sealed record AdjustmentResponse(AdjustmentKind Kind, decimal? Percent, Money Amount)
{
    internal static AdjustmentResponse Of(SalesAdjustment adjustment) => new(adjustment.Kind, adjustment.Percent, adjustment.Amount);
}
