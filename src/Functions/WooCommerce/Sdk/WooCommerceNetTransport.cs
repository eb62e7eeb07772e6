using Customers.Domain.Stores;
using Customers.Functions.Stores;
using WooCommerceNET;
using WooCommerceNET.Base;

namespace Customers.Functions.WooCommerce.Sdk;

/// <summary>
/// Gets by WooCommerceNET's RestAPI, which writes and signs the address; sending is the hub's own, because the library breaks
/// UTF-8 in pieces of 512 bytes, leaves the query unescaped over https, and cannot be cancelled.
/// </summary>
internal sealed class WooCommerceNetTransport(HttpClient http, TimeProvider clock) : IRestTransport
{
    public async Task<StoreAnswer> GetAsync(RestAddress address, StoreCredentials credentials, CancellationToken cancel)
    {
        var api = new ShopApi(address, credentials, (request) => StoreAnswer.OfAsync(http, request, clock, cancel));
        await api.GetRestful("", address.Query.ToDictionary(p => p.Key, p => address.IsHttps ? RestAddress.Encode(p.Value) : p.Value, StringComparer.Ordinal));
        return api.Answer ?? throw new HttpRequestException(HttpRequestError.InvalidResponse, "WooCommerceNET asked nothing.");
    }

    private sealed class ShopApi : RestAPI
    {
        /// <summary>While it signs, the library writes into a text that all share, and that nobody ever empties.</summary>
        private static readonly Lock Signing = new();
        private readonly Func<HttpRequestMessage, Task<StoreAnswer>> _send;

        // The library takes an address of its own form only; any other, that of plain permalinks too, is put in its place.
        public ShopApi(RestAddress address, StoreCredentials credentials, Func<HttpRequestMessage, Task<StoreAnswer>> send)
            : base(new Uri(address.Url, "/wp-json/wc/v3").AbsoluteUri, credentials.ConsumerKey ?? "", credentials.ConsumerSecret ?? "") =>
            (wc_url, _send) = (address.Url.AbsoluteUri, send);

        public StoreAnswer? Answer { get; private set; }

        public override async Task<string> SendHttpClientRequest<T>(string endpoint, RequestMethod method, T requestBody, Dictionary<string, string>? parms = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, wc_url + Sign(endpoint, method, parms)) { Headers = { Accept = { new("application/json") } } };
            if (request.RequestUri!.Scheme == Uri.UriSchemeHttps) request.Headers.Authorization = RestAddress.Basic(wc_key, wc_secret);
            Answer = await _send(request);
            return "";
        }

        private string Sign(string endpoint, RequestMethod method, Dictionary<string, string>? parms)
        {
            lock (Signing)
            {
                // As RestAddress writes it: WooCommerce looks for a path in some parameters.
                var signed = GetOAuthEndPoint(method.ToString(), endpoint, parms).Replace("%2F", "/", StringComparison.Ordinal);
                Common.DebugInfo.Clear();
                return signed;
            }
        }
    }
}
