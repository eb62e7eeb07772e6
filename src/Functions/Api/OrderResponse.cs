using System.Globalization;
using Customers.Domain.Amounts;
using Customers.Domain.Customers;
using Customers.Domain.Orders;
using Customers.Domain.Sales;
using Customers.Domain.Stores;
using Customers.Functions.Http;

namespace Customers.Functions.Api;

/// <summary>An order as the API shows it. <c>subtotal − discountTotal + feeTotal + shippingTotal + taxTotal = total</c>.</summary>
public sealed record OrderResponse
{
    public required string Id { get; init; }
    public required string CustomerId { get; init; }
    public required string Number { get; init; }
    public required string? PoNumber { get; init; }
    public required OrderStatus Status { get; init; }
    public required string Currency { get; init; }
    public required IReadOnlyList<OrderLineResponse> Lines { get; init; }
    public required Address? BillingAddress { get; init; }
    public required Address? ShippingAddress { get; init; }
    public required DateOnly DueDate { get; init; }
    public required string? Notes { get; init; }
    public required Money Subtotal { get; init; }
    public required Money DiscountTotal { get; init; }
    public required Money FeeTotal { get; init; }
    public required Money ShippingTotal { get; init; }
    public required Money TaxTotal { get; init; }
    public required Money Total { get; init; }
    /// <summary>Billed for it: invoices less credit notes.</summary>
    public required Money Invoiced { get; init; }
    /// <summary>Received for it less given back.</summary>
    public required Money Paid { get; init; }
    /// <summary>Invoiced less paid; negative when the customer is owed money.</summary>
    public required Money Remaining { get; init; }
    public required OrderSourceResponse? Source { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    public static ETag TagOf(Order order) => new(order.Version.ToString(CultureInfo.InvariantCulture));

    public static OrderResponse Of(Order order) => new()
    {
        Id = order.Id,
        CustomerId = order.CustomerId.Value,
        Number = order.Number,
        PoNumber = order.Terms.PoNumber,
        Status = order.Status,
        Currency = order.Currency.Code,
        Lines = [.. order.Sale.Lines.Select(OrderLineResponse.Of)],
        BillingAddress = order.Terms.BillingAddress,
        ShippingAddress = order.Terms.ShippingAddress,
        DueDate = order.DueDate,
        Notes = order.Terms.Notes,
        Subtotal = order.Sale.Totals.Subtotal,
        DiscountTotal = order.Sale.Totals.Discount,
        FeeTotal = order.Sale.Totals.Fees,
        ShippingTotal = order.Sale.Totals.Shipping,
        TaxTotal = order.Sale.Totals.Tax,
        Total = order.Sale.Totals.Total,
        Invoiced = order.Invoiced,
        Paid = order.Paid,
        Remaining = order.Remaining,
        Source = order.Source is { } source ? OrderSourceResponse.Of(source) : null,
        CreatedAt = order.CreatedAt,
        UpdatedAt = order.UpdatedAt,
    };
}

/// <param name="UnitPrice">Decimal text, up to four decimals more than the currency has.</param>
public sealed record OrderLineResponse(string? Sku, string Description, string Quantity, string UnitPrice, Money Net)
{
    public static OrderLineResponse Of(SalesLine line) => new(
        line.Sku, line.Description,
        line.Quantity.ToString("0.####", CultureInfo.InvariantCulture),
        line.UnitPrice.ToString("0." + new string('0', line.Net.Currency.Decimals) + "####", CultureInfo.InvariantCulture),
        line.Net);
}

/// <param name="Status">The store's own word, as is <paramref name="FinancialStatus"/>.</param>
public sealed record OrderSourceResponse(
    string StoreId, StoreKind System, string ExternalId, string ExternalNumber, DateTimeOffset ImportedAt, string Status, string? FinancialStatus)
{
    public static OrderSourceResponse Of(OrderSource source) =>
        new(source.StoreId, source.System, source.ExternalId, source.ExternalNumber, source.ImportedAt, source.Status, source.FinancialStatus);
}
