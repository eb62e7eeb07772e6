using Customers.Domain.Stores;
using Customers.Functions.Stores;

namespace Customers.Functions.WooCommerce;

internal sealed class HttpRestTransport(HttpClient http, TimeProvider clock) : IRestTransport
{
    public async Task<StoreAnswer> GetAsync(RestAddress address, StoreCredentials credentials, CancellationToken cancel)
    {
        using var request = address.Signed(HttpMethod.Get, credentials, clock);
        return await StoreAnswer.OfAsync(http, request, clock, cancel);
    }
}
