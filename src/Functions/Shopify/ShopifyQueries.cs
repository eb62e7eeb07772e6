namespace Customers.Functions.Shopify;

/// <summary>
/// Everything that is asked of Shopify's Admin GraphQL. Costs count 1 an object and 2 plus its size a connection, so that 25
/// orders with 10 lines each stay below the 1,000 points a query may cost; money and scalars are free.
/// </summary>
internal static class ShopifyQueries
{
    /// <summary>Of 2026-01 every field below is checked to exist; a newer version is taken on together with its schema.</summary>
    public const string ApiVersion = "2026-01";
    public const int OrdersPerPage = 25;
    public const int LinesPerPage = 250;

    public const string Shop = "query Shop { shop { name } }";

    public const string Changes =
        $$"""
        query Changes($filter: String!, $first: Int!, $after: String) {
          orders(first: $first, after: $after, query: $filter, sortKey: UPDATED_AT) {
            pageInfo { hasNextPage endCursor }
            nodes { {{Order}} }
          }
        }
        """;

    public const string Count = "query Count($filter: String!) { ordersCount(query: $filter, limit: null) { count } }";

    public const string One =
        $$"""
        query One($id: ID!) {
          order(id: $id) { {{Order}} }
        }
        """;

    public const string Customer =
        $$"""
        query Customer($id: ID!) {
          customer(id: $id) { {{Person}} }
        }
        """;

    public const string OrdersOf =
        $$"""
        query OrdersOf($id: ID!, $first: Int!, $after: String) {
          customer(id: $id) {
            orders(first: $first, after: $after, sortKey: ID) {
              pageInfo { hasNextPage endCursor }
              nodes { {{Order}} }
            }
          }
        }
        """;

    public const string MoreLines =
        $$"""
        query MoreLines($id: ID!, $first: Int!, $after: String!) {
          order(id: $id) {
            lineItems(first: $first, after: $after) { {{Lines}} }
          }
        }
        """;

    public const string Webhooks =
        """
        query Webhooks($after: String) {
          webhookSubscriptions(first: 100, after: $after) {
            pageInfo { hasNextPage endCursor }
            nodes { id topic uri }
          }
        }
        """;

    public const string CreateWebhook =
        """
        mutation CreateWebhook($topic: WebhookSubscriptionTopic!, $webhook: WebhookSubscriptionInput!) {
          webhookSubscriptionCreate(topic: $topic, webhookSubscription: $webhook) {
            userErrors { field message }
            webhookSubscription { id topic uri }
          }
        }
        """;

    public const string LeadWebhook =
        """
        mutation LeadWebhook($id: ID!, $webhook: WebhookSubscriptionInput!) {
          webhookSubscriptionUpdate(id: $id, webhookSubscription: $webhook) {
            userErrors { field message }
            webhookSubscription { id topic uri }
          }
        }
        """;

    private const string Money = "{ shopMoney { amount } }";

    private const string Address = "{ firstName lastName company address1 address2 city province provinceCode zip countryCodeV2 phone }";

    private const string Person =
        $$"""
        id firstName lastName tags
        defaultEmailAddress { emailAddress marketingState marketingUpdatedAt }
        defaultPhoneNumber { phoneNumber marketingState marketingUpdatedAt }
        defaultAddress {{Address}}
        """;

    private const string Lines =
        $$"""
        pageInfo { hasNextPage endCursor }
        nodes { name sku quantity currentQuantity originalUnitPriceSet {{Money}} taxLines { priceSet {{Money}} } }
        """;

    private const string Order =
        $$"""
        id name createdAt processedAt updatedAt cancelledAt
        displayFulfillmentStatus displayFinancialStatus
        currencyCode taxesIncluded
        currentTotalPriceSet {{Money}}
        currentSubtotalPriceSet {{Money}}
        currentTotalTaxSet {{Money}}
        currentShippingPriceSet {{Money}}
        totalPriceSet {{Money}}
        totalDiscountsSet {{Money}}
        totalTaxSet {{Money}}
        totalShippingPriceSet {{Money}}
        netPaymentSet {{Money}}
        totalRefundedSet {{Money}}
        email phone poNumber note
        customer { {{Person}} }
        billingAddress {{Address}}
        shippingAddress {{Address}}
        lineItems(first: 10) { {{Lines}} }
        """;
}
