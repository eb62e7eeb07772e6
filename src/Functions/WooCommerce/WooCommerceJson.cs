using System.Text.Json.Serialization;
using Customers.Functions.Stores;

namespace Customers.Functions.WooCommerce;

// The REST v3 resources as webhooks and pages carry them; only what the hub reads. Of the dates only *_gmt: the others are
// the shop's local time and ambiguous when clocks change.

internal sealed record WooCommerceOrder
{
    public string? Id { get; init; }
    public string? Number { get; init; }
    public string? Status { get; init; }
    public string? Currency { get; init; }
    public decimal? Total { get; init; }
    public decimal? TotalTax { get; init; }
    public decimal? ShippingTotal { get; init; }
    public decimal? DiscountTotal { get; init; }
    public DateTimeOffset? DateCreatedGmt { get; init; }
    public DateTimeOffset? DateModifiedGmt { get; init; }
    public DateTimeOffset? DatePaidGmt { get; init; }
    public string? CustomerId { get; init; }
    public string? CustomerNote { get; init; }

    [JsonConverter(typeof(ObjectOrNothing<WooCommerceAddress>))]
    public WooCommerceAddress? Billing { get; init; }

    [JsonConverter(typeof(ObjectOrNothing<WooCommerceAddress>))]
    public WooCommerceAddress? Shipping { get; init; }

    [JsonConverter(typeof(PhpList<WooCommerceLine>))]
    public IReadOnlyList<WooCommerceLine> LineItems { get; init; } = [];

    [JsonConverter(typeof(PhpList<WooCommerceRefund>))]
    public IReadOnlyList<WooCommerceRefund> Refunds { get; init; } = [];
}

/// <param name="Subtotal">Net of tax, before coupons; <c>Price</c> is not read, it is a rounded quotient.</param>
internal sealed record WooCommerceLine(string? Name, string? Sku, decimal? Quantity, decimal? Subtotal);

/// <param name="Total">Negative.</param>
internal sealed record WooCommerceRefund(decimal? Total);

internal sealed record WooCommerceAddress
{
    public string? FirstName { get; init; }
    public string? LastName { get; init; }
    public string? Company { get; init; }
    [JsonPropertyName("address_1")]
    public string? Line1 { get; init; }
    [JsonPropertyName("address_2")]
    public string? Line2 { get; init; }
    public string? City { get; init; }
    public string? State { get; init; }
    public string? Postcode { get; init; }
    public string? Country { get; init; }
    public string? Email { get; init; }
    public string? Phone { get; init; }
}

internal sealed record WooCommerceCustomer
{
    public string? Id { get; init; }
    public DateTimeOffset? DateModifiedGmt { get; init; }
    public string? Email { get; init; }
    public string? FirstName { get; init; }
    public string? LastName { get; init; }

    [JsonConverter(typeof(ObjectOrNothing<WooCommerceAddress>))]
    public WooCommerceAddress? Billing { get; init; }
}
