// The members of WooCommerceNET 0.8.7 that src/Functions/WooCommerce/Sdk uses, under their real names and signatures. As there,
// an endpoint is written in lower case, a query over https is not escaped, and one over http is signed.
using System.Security.Cryptography;
using System.Text;

namespace WooCommerceNET
{
    public class RestAPI
    {
#pragma warning disable CA1051, IDE1006 // as the library has them
        protected string wc_url;
        protected string wc_key;
        protected string wc_secret;
#pragma warning restore CA1051, IDE1006

        public RestAPI(string url, string key, string secret)
        {
            if (!url.EndsWith("wp-json/wc/v3", StringComparison.Ordinal)) throw new InvalidOperationException("Unknown WooCommerce Restful API version.");
            (wc_url, wc_key, wc_secret) = (url + "/", key, url.StartsWith("https", StringComparison.OrdinalIgnoreCase) ? secret : secret + "&");
        }

        public Task<string> GetRestful(string endpoint, Dictionary<string, string>? parms = null) => SendHttpClientRequest(endpoint.ToLowerInvariant(), RequestMethod.GET, "", parms);

        public virtual Task<string> SendHttpClientRequest<T>(string endpoint, RequestMethod method, T requestBody, Dictionary<string, string>? parms = null) =>
            throw new NotSupportedException("The library's own sending is not used.");

        protected string GetOAuthEndPoint(string method, string endpoint, Dictionary<string, string>? parms = null)
        {
            if (wc_url.StartsWith("https", StringComparison.OrdinalIgnoreCase)) return parms is null ? endpoint : $"{endpoint}?{string.Join('&', parms.Select(p => $"{p.Key}={p.Value}"))}";
            Base.Common.DebugInfo.AppendLine("signed");
            Dictionary<string, string> signed = new(parms ?? [])
            {
                ["oauth_consumer_key"] = wc_key, ["oauth_nonce"] = RandomNumberGenerator.GetHexString(32), ["oauth_signature_method"] = "HMAC-SHA256",
                ["oauth_timestamp"] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture), ["oauth_version"] = "1.0",
            };
            var text = string.Join('&', signed.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{Uri.EscapeDataString(p.Key)}={Uri.EscapeDataString(p.Value)}"));
            var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(wc_secret), Encoding.UTF8.GetBytes($"{method}&{Uri.EscapeDataString(wc_url + endpoint)}&{Uri.EscapeDataString(text)}"));
            signed["oauth_signature"] = Convert.ToBase64String(hash);
            return $"{endpoint}?{string.Join('&', signed.Select(p => $"{p.Key}={Uri.EscapeDataString(p.Value)}"))}";
        }
    }

    public enum RequestMethod { HEAD = 1, GET = 2, POST = 3, PUT = 4, PATCH = 5, DELETE = 6 }
}

namespace WooCommerceNET.Base
{
    public static class Common
    {
        public static StringBuilder DebugInfo { get; set; } = new();
    }
}
