using System.Text.Json.Serialization;
using Customers.Functions.Stores;

namespace Customers.Functions.Shopify;

// One set of records for both forms in which Shopify tells of an order: webhooks (the REST resource, snake_case) and GraphQL
// (camelCase). The names differ only by case, so the naming policy of the serializer is the whole difference; what only one
// form has is marked. Amounts: the *_set in shop money goes before the bare text.

internal sealed record ShopifyOrder
{
    /// <summary>Webhook: a number, perhaps rounded by a JSON tool. GraphQL: the global id.</summary>
    public string? Id { get; init; }
    /// <summary>Webhook only: the global id.</summary>
    public string? AdminGraphqlApiId { get; init; }
    public string? Name { get; init; }
    public DateTimeOffset? CreatedAt { get; init; }
    public DateTimeOffset? ProcessedAt { get; init; }
    public DateTimeOffset? UpdatedAt { get; init; }
    public DateTimeOffset? CancelledAt { get; init; }
    public string? FulfillmentStatus { get; init; }
    public string? DisplayFulfillmentStatus { get; init; }
    public string? FinancialStatus { get; init; }
    public string? DisplayFinancialStatus { get; init; }
    public string? Currency { get; init; }
    public string? CurrencyCode { get; init; }
    public bool TaxesIncluded { get; init; }

    public ShopifyMoneySet? CurrentTotalPriceSet { get; init; }
    public decimal? CurrentTotalPrice { get; init; }
    public ShopifyMoneySet? CurrentSubtotalPriceSet { get; init; }
    public decimal? CurrentSubtotalPrice { get; init; }
    public ShopifyMoneySet? CurrentTotalTaxSet { get; init; }
    public decimal? CurrentTotalTax { get; init; }
    public ShopifyMoneySet? CurrentShippingPriceSet { get; init; }
    public ShopifyMoneySet? TotalPriceSet { get; init; }
    public decimal? TotalPrice { get; init; }
    public ShopifyMoneySet? TotalDiscountsSet { get; init; }
    public decimal? TotalDiscounts { get; init; }
    public ShopifyMoneySet? TotalTaxSet { get; init; }
    public decimal? TotalTax { get; init; }
    public ShopifyMoneySet? TotalShippingPriceSet { get; init; }
    /// <summary>Webhook only.</summary>
    public decimal? TotalOutstanding { get; init; }
    /// <summary>GraphQL only.</summary>
    public ShopifyMoneySet? NetPaymentSet { get; init; }
    /// <summary>GraphQL only: the sum of what <see cref="Refunds"/> lists in a webhook.</summary>
    public ShopifyMoneySet? TotalRefundedSet { get; init; }

    public string? Email { get; init; }
    public string? Phone { get; init; }
    public string? PoNumber { get; init; }
    public string? Note { get; init; }
    public ShopifyCustomer? Customer { get; init; }
    public ShopifyAddress? BillingAddress { get; init; }
    public ShopifyAddress? ShippingAddress { get; init; }

    [JsonConverter(typeof(ListOrNothing<ShopifyLine>))]
    public IReadOnlyList<ShopifyLine> LineItems { get; init; } = [];

    [JsonConverter(typeof(ListOrNothing<ShopifyRefund>))]
    public IReadOnlyList<ShopifyRefund> Refunds { get; init; } = [];
}

internal sealed record ShopifyMoneySet(ShopifyAmount? ShopMoney);

internal sealed record ShopifyAmount(decimal? Amount);

internal sealed record ShopifyLine
{
    public string? Name { get; init; }
    public string? Sku { get; init; }
    public decimal? Quantity { get; init; }
    /// <summary>Less what was returned or edited away.</summary>
    public decimal? CurrentQuantity { get; init; }
    public ShopifyMoneySet? PriceSet { get; init; }
    public ShopifyMoneySet? OriginalUnitPriceSet { get; init; }
    public decimal? Price { get; init; }

    [JsonConverter(typeof(ListOrNothing<ShopifyTax>))]
    public IReadOnlyList<ShopifyTax> TaxLines { get; init; } = [];
}

internal sealed record ShopifyTax(ShopifyMoneySet? PriceSet, decimal? Price);

internal sealed record ShopifyRefund
{
    [JsonConverter(typeof(ListOrNothing<ShopifyTransaction>))]
    public IReadOnlyList<ShopifyTransaction> Transactions { get; init; } = [];
}

/// <param name="Currency">In which it was paid: not always the shop's.</param>
internal sealed record ShopifyTransaction(string? Kind, string? Status, decimal? Amount, string? Currency);

internal sealed record ShopifyCustomer
{
    public string? Id { get; init; }
    public string? AdminGraphqlApiId { get; init; }
    public DateTimeOffset? UpdatedAt { get; init; }
    public string? Email { get; init; }
    public ShopifyEmail? DefaultEmailAddress { get; init; }
    public string? Phone { get; init; }
    public ShopifyPhone? DefaultPhoneNumber { get; init; }
    public string? FirstName { get; init; }
    public string? LastName { get; init; }
    public ShopifyAddress? DefaultAddress { get; init; }

    [JsonConverter(typeof(ShopifyTags))]
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Webhook only.</summary>
    [JsonConverter(typeof(ObjectOrNothing<ShopifyConsent>))]
    public ShopifyConsent? EmailMarketingConsent { get; init; }

    /// <summary>Webhook only.</summary>
    [JsonConverter(typeof(ObjectOrNothing<ShopifyConsent>))]
    public ShopifyConsent? SmsMarketingConsent { get; init; }
}

internal sealed record ShopifyEmail(string? EmailAddress, string? MarketingState, string? MarketingUpdatedAt);

internal sealed record ShopifyPhone(string? PhoneNumber, string? MarketingState, string? MarketingUpdatedAt);

internal sealed record ShopifyConsent(string? State, string? ConsentUpdatedAt);

internal sealed record ShopifyAddress
{
    public string? FirstName { get; init; }
    public string? LastName { get; init; }
    public string? Company { get; init; }
    public string? Address1 { get; init; }
    public string? Address2 { get; init; }
    public string? City { get; init; }
    public string? Province { get; init; }
    public string? ProvinceCode { get; init; }
    public string? Zip { get; init; }
    public string? CountryCode { get; init; }
    public string? CountryCodeV2 { get; init; }
    public string? Phone { get; init; }
}
