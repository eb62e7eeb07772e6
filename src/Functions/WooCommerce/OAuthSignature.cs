using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Customers.Functions.WooCommerce;

/// <summary>One-legged OAuth 1.0a (RFC 5849), HMAC-SHA256: how WooCommerce is called over plain http.</summary>
internal static class OAuthSignature
{
    /// <summary>The parameters with those of OAuth and the signature added.</summary>
    /// <param name="method">Of the request; a body in JSON is not signed.</param>
    /// <param name="url">The site's own URL of the resource, without query: WooCommerce signs that, whatever the Host header says.</param>
    /// <param name="parameters">Lists by index: <c>status[0]</c>.</param>
    public static List<KeyValuePair<string, string>> Sign(
        HttpMethod method, Uri url, IEnumerable<KeyValuePair<string, string>> parameters, string key, string secret, DateTimeOffset now, string nonce)
    {
        List<KeyValuePair<string, string>> all =
        [
            .. parameters,
            new("oauth_consumer_key", key),
            new("oauth_nonce", nonce),
            new("oauth_signature_method", "HMAC-SHA256"),
            new("oauth_timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
        ];
        var normal = string.Join('&', all
            .Select(p => (Key: Uri.EscapeDataString(p.Key), Value: Uri.EscapeDataString(p.Value)))
            .OrderBy(p => p.Key, StringComparer.Ordinal).ThenBy(p => p.Value, StringComparer.Ordinal)
            .Select(p => $"{p.Key}={p.Value}"));
        var text = $"{method.Method}&{Uri.EscapeDataString(url.GetLeftPart(UriPartial.Path))}&{Uri.EscapeDataString(normal)}";
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret + "&"), Encoding.UTF8.GetBytes(text));
        all.Add(new("oauth_signature", Convert.ToBase64String(signature)));
        return all;
    }
}
