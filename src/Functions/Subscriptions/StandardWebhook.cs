using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Customers.Functions.Subscriptions;

/// <summary>A message as Standard Webhooks 1.0 sends it (https://www.standardwebhooks.com).</summary>
internal static class StandardWebhook
{
    public const string SecretPrefix = "whsec_";
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <param name="secrets">Each of them signs.</param>
    public static HttpRequestMessage To(Uri url, string id, DateTimeOffset at, string body, IReadOnlyList<string> secrets)
    {
        var (timestamp, bytes) = (at.ToUnixTimeSeconds(), Encoding.UTF8.GetBytes(body));
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(bytes) { Headers = { ContentType = Json } } };
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", string.Join(' ', secrets.Select(secret => Signature(secret, id, timestamp, body))));
        return request;
    }

    public static string Signature(string secret, string id, long timestamp, string body)
    {
        var signed = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.{body}"));
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret[SecretPrefix.Length..]), signed));
    }
}
