using Customers.Domain.Stores;
using Customers.Functions.Stores;

namespace Customers.Functions.WooCommerce;

/// <summary>Gets a page of WordPress's REST API, once. Patience, and what an answer means, are not its business.</summary>
internal interface IRestTransport
{
    /// <returns>What the shop answered, whatever its status; 413 for an answer of more than <see cref="StoreCalls.LargestAnswer"/> bytes.</returns>
    /// <exception cref="HttpRequestException">There was no answer.</exception>
    Task<StoreAnswer> GetAsync(RestAddress address, StoreCredentials credentials, CancellationToken cancel);
}
