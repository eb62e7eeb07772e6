using Customers.Domain.Customers;
using Customers.Functions.Stores;

namespace Customers.Functions.Shopify;

/// <summary>
/// The marketing consents of a customer: GraphQL tells them with its email address and phone number, webhooks of versions
/// before 2025-01 in objects of their own, and later ones not at all.
/// </summary>
internal static class ShopifyConsents
{
    /// <summary>Null where nothing is told. What cannot be understood says nothing: it is no reason to refuse an order.</summary>
    public static Marketing? Of(ShopifyCustomer customer, StoreContent content)
    {
        var told = new Marketing(
            Consent(customer.EmailMarketingConsent ?? new(customer.DefaultEmailAddress?.MarketingState, customer.DefaultEmailAddress?.MarketingUpdatedAt), content),
            Consent(customer.SmsMarketingConsent ?? new(customer.DefaultPhoneNumber?.MarketingState, customer.DefaultPhoneNumber?.MarketingUpdatedAt), content));
        return told == new Marketing() ? null : told;
    }

    private static Consent? Consent(ShopifyConsent told, StoreContent content)
    {
        var since = StoreJson.TryInstant(told.ConsentUpdatedAt, out var time) ? time : (DateTimeOffset?)null;
        // One from the future would win over all that come after it.
        return State(told.State) is { } state && (since is null || content.IsCredible(since.Value)) ? new(state, since) : null;
    }

    private static ConsentState? State(string? word) => word?.ToLowerInvariant() switch
    {
        "subscribed" => ConsentState.Subscribed,
        "unsubscribed" => ConsentState.Unsubscribed,
        "not_subscribed" => ConsentState.NotSubscribed,
        "pending" => ConsentState.Pending,
        "invalid" => ConsentState.Invalid,
        "redacted" => ConsentState.Redacted,
        _ => null,
    };
}
