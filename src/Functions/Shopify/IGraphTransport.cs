using System.Text.Json.Nodes;
using Customers.Domain.Stores;
using Customers.Functions.Stores;

namespace Customers.Functions.Shopify;

/// <summary>Posts a GraphQL request to a shop, once. Patience, and what an answer means, are not its business.</summary>
internal interface IGraphTransport
{
    /// <returns>What the shop answered, whatever its status; 413 for an answer of more than <see cref="StoreCalls.LargestAnswer"/> bytes.</returns>
    /// <exception cref="HttpRequestException">There was no answer.</exception>
    Task<StoreAnswer> PostAsync(GraphRequest request, CancellationToken cancel);
}

/// <param name="Token">For the header <c>X-Shopify-Access-Token</c>.</param>
internal sealed record GraphRequest(ShopConnection Shop, string Token, string Query, JsonObject Variables)
{
    public Uri Address => Shop.At($"admin/api/{ShopifyQueries.ApiVersion}/graphql.json");
}
