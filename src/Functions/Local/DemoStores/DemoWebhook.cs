using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Customers.Functions.Local.DemoStores;

/// <summary>One delivery as a store sends it: signed raw bytes and their headers, to be posted as <c>application/json</c>.</summary>
public sealed record DemoWebhook(string Topic, byte[] Body, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>Base64 of HMAC-SHA256 over the raw body, as both stores sign.</summary>
    public static string Sign(ReadOnlySpan<byte> body, string secret) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));

    public HttpRequestMessage ToRequest(Uri address)
    {
        HttpRequestMessage request = new(HttpMethod.Post, address) { Content = new ByteArrayContent(Body) };
        request.Content.Headers.ContentType = new("application/json");
        foreach (var (name, value) in Headers) request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    /// <summary>The same for the same order, stage and purpose, so that a repeated delivery repeats its id.</summary>
    internal static string Id(DemoOrder order, string purpose)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{order.Index} {order.Stage} {purpose}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16));
    }
}
