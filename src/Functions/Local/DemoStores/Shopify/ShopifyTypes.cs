using System.Globalization;
using Customers.Domain.Amounts;

namespace Customers.Functions.Local.DemoStores.Shopify;

/// <summary>The small types that orders and customers are made of, named and shaped as in the Admin schema.</summary>
internal static class ShopifyTypes
{
    private static readonly GraphType<(decimal Amount, Currency Currency)> MoneyV2 = new("MoneyV2")
    {
        { "amount", m => ShopifyAmounts.GraphText(m.Amount) },
        { "currencyCode", m => m.Currency.Code },
    };

    private static readonly GraphType<(DemoOrder Order, decimal Amount)> MoneyBag = new("MoneyBag")
    {
        { "shopMoney", m => MoneyV2.Of((m.Amount, m.Order.Currency)) },
        { "presentmentMoney", m => MoneyV2.Of((m.Order.ToPresentment(m.Amount), m.Order.PresentmentCurrency)) },
    };

    public static readonly GraphType<DemoPerson> MailingAddress = new("MailingAddress")
    {
        { "id", p => ShopifyIds.Gid("MailingAddress", ShopifyIds.Address(p)) },
        { "firstName", p => p.FirstName },
        { "lastName", p => p.LastName },
        { "name", p => $"{p.FirstName} {p.LastName}" },
        { "company", p => NullIfEmpty(p.Company) },
        { "address1", p => p.Address.Street },
        { "address2", p => NullIfEmpty(p.Address.Street2) },
        { "city", p => p.Address.City },
        { "zip", p => p.Address.PostCode },
        { "province", _ => null },
        { "provinceCode", _ => null },
        { "country", p => p.Address.CountryName },
        { "countryCode", p => p.Address.Country },
        { "countryCodeV2", p => p.Address.Country },
        { "phone", p => NullIfEmpty(p.Phone) },
    };

    public static readonly GraphType<DemoProduct> Product = new("Product")
    {
        { "id", p => ShopifyIds.Gid("Product", ShopifyIds.Product(p)) },
        { "legacyResourceId", p => ShopifyIds.Product(p).ToString(CultureInfo.InvariantCulture) },
        { "title", p => p.Title },
    };

    public static readonly GraphType<(DemoOrder Order, decimal Rate, decimal Tax)> TaxLine = new("TaxLine")
    {
        { "title", _ => "MwSt" },
        { "ratePercentage", t => (int)(t.Rate * 100) },
        { "priceSet", t => Bag(t.Order, t.Tax) },
    };

    public static readonly GraphType<(DemoOrder Order, DemoLine Line)> LineItem = new("LineItem")
    {
        { "id", l => ShopifyIds.Gid("LineItem", ShopifyIds.Line(l.Order, l.Line)) },
        { "title", l => l.Line.Product.Title },
        { "name", l => l.Line.Product.Title },
        { "sku", l => l.Line.Product.Sku },
        { "quantity", l => l.Line.Quantity },
        { "currentQuantity", l => l.Order.Keeps(l.Line) ? l.Line.Quantity : 0 },
        { "product", l => l.Line.Product.Deleted ? null : Product.Of(l.Line.Product) },
        { "variant", _ => null },
        { "variantTitle", _ => null },
        { "vendor", _ => "Demo Goods" },
        { "taxable", l => l.Line.Full.Rate > 0 },
        { "isGiftCard", _ => false },
        { "requiresShipping", _ => true },
        { "originalUnitPriceSet", l => Bag(l.Order, l.Line.UnitPrice) },
        { "originalTotalSet", l => Bag(l.Order, l.Line.Full.Gross) },
        { "discountedTotalSet", l => Bag(l.Order, l.Line.Charged.Gross) },
        { "discountedUnitPriceSet", l => Bag(l.Order, PerUnit(l.Order, l.Line)) },
        { "discountedUnitPriceAfterAllDiscountsSet", l => Bag(l.Order, PerUnit(l.Order, l.Line)) },
        { "totalDiscountSet", l => Bag(l.Order, l.Line.Discount) },
        { "taxLines", l => l.Line.Charged.Rate == 0 ? [] : new[] { TaxLine.Of((l.Order, l.Line.Charged.Rate, l.Line.Charged.Tax)) } },
    };

    public static readonly GraphType<(DemoOrder Order, DemoRefund Refund)> Refund = new("Refund")
    {
        { "id", r => ShopifyIds.Gid("Refund", ShopifyIds.Refund(r.Order)) },
        { "legacyResourceId", r => ShopifyIds.Refund(r.Order).ToString(CultureInfo.InvariantCulture) },
        { "createdAt", r => Text(r.Refund.At) },
        { "processedAt", r => Text(r.Refund.At) },
        { "updatedAt", r => Text(r.Refund.At) },
        { "note", _ => "Beschädigt" },
        { "totalRefundedSet", r => Bag(r.Order, r.Refund.Amount) },
    };

    public static IGraphNode Bag(DemoOrder order, decimal amount) => MoneyBag.Of((order, amount));

    public static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private static decimal PerUnit(DemoOrder order, DemoLine line) => Math.Round(line.Charged.Gross / line.Quantity, order.Currency.Decimals);
}
