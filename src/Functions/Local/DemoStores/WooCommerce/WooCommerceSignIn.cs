using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Customers.Functions.Local.DemoStores.WooCommerce;

/// <summary>Basic authentication over https; one-legged OAuth 1.0a, in the query or the header, over plain http.</summary>
internal sealed class WooCommerceSignIn(DemoOptions options, TimeProvider time)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(15);
    private readonly Lock _gate = new();
    private readonly HashSet<string> _nonces = new(StringComparer.Ordinal);
    private readonly Queue<(string Nonce, DateTimeOffset At)> _oldest = new();

    /// <summary>Null when the caller may read.</summary>
    public WooCommerceRefusal? Refuse(HttpRequest request, string resourceUrl)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) && (request.IsHttps || options.BasicOverHttp))
            return Basic(header["Basic ".Length..]);
        List<KeyValuePair<string, string>> parameters = [.. Query(request), .. OAuthHeader(header)];
        return parameters.Exists(p => p.Key == "oauth_consumer_key")
            ? OAuth(request.Method, resourceUrl, parameters)
            : new(401, "woocommerce_rest_cannot_view", "Sorry, you cannot list resources.");
    }

    private static WooCommerceRefusal? Basic(string encoded)
    {
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out var length)) return Unknown("Consumer key is invalid.");
        return Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2) switch
        {
            [DemoCredentials.ConsumerKey, DemoCredentials.ConsumerSecret] => null,
            [DemoCredentials.ConsumerKey, _] => Unknown("Consumer secret is invalid."),
            _ => Unknown("Consumer key is invalid."),
        };
    }

    private WooCommerceRefusal? OAuth(string method, string url, List<KeyValuePair<string, string>> parameters)
    {
        string Value(string name) => parameters.Find(p => p.Key == name).Value ?? "";
        if (Value("oauth_consumer_key") != DemoCredentials.ConsumerKey) return Unknown("Consumer key is invalid.");
        var normal = parameters.Where(p => p.Key is not ("oauth_signature" or "realm"))
            .Select(p => (Key: Uri.EscapeDataString(p.Key), Value: Uri.EscapeDataString(p.Value)))
            .OrderBy(p => p.Key, StringComparer.Ordinal).ThenBy(p => p.Value, StringComparer.Ordinal)
            .Select(p => $"{p.Key}={p.Value}");
        var signed = $"{method}&{Uri.EscapeDataString(url)}&{Uri.EscapeDataString(string.Join('&', normal))}";
        if (Sign(Value("oauth_signature_method"), signed) is not { } signature) return Unknown("Invalid signature - signature method is invalid.");
        if (signature != Value("oauth_signature")) return Unknown("Invalid signature - provided signature does not match.");
        return IsFresh(Value("oauth_timestamp"), Value("oauth_nonce")) ? null : Unknown("Invalid nonce - nonce has already been used, or the timestamp is off.");
    }

    // Prescribed by OAuth 1.0a; WooCommerce takes either.
    private static string? Sign(string method, string text)
    {
        var (key, bytes) = (Encoding.UTF8.GetBytes(DemoCredentials.ConsumerSecret + "&"), Encoding.UTF8.GetBytes(text));
        return method switch
        {
            "HMAC-SHA256" => Convert.ToBase64String(HMACSHA256.HashData(key, bytes)),
#pragma warning disable CA5350 // OAuth 1.0a's own method, still what many clients send.
            "HMAC-SHA1" => Convert.ToBase64String(HMACSHA1.HashData(key, bytes)),
#pragma warning restore CA5350
            _ => null,
        };
    }

    private bool IsFresh(string timestamp, string nonce)
    {
        var now = time.GetUtcNow();
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs(now.ToUnixTimeSeconds() - seconds) > Tolerance.TotalSeconds) return false;
        lock (_gate)
        {
            while (_oldest.TryPeek(out var oldest) && now - oldest.At > 2 * Tolerance) _nonces.Remove(_oldest.Dequeue().Nonce);
            if (nonce.Length == 0 || !_nonces.Add(nonce)) return false;
            _oldest.Enqueue((nonce, now));
            return true;
        }
    }

    // A list is signed by its indexes, however it was sent.
    private static IEnumerable<KeyValuePair<string, string>> Query(HttpRequest request) =>
        request.Query.SelectMany(p => p.Value.Select((value, index) => KeyValuePair.Create(
            p.Key.EndsWith("[]", StringComparison.Ordinal) ? string.Create(CultureInfo.InvariantCulture, $"{p.Key[..^2]}[{index}]") : p.Key, value ?? "")));

    private static IEnumerable<KeyValuePair<string, string>> OAuthHeader(string header) =>
        !header.StartsWith("OAuth ", StringComparison.OrdinalIgnoreCase) ? [] : header["OAuth ".Length..]
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split('=', 2))
            .Where(part => part.Length == 2)
            .Select(part => KeyValuePair.Create(part[0], Uri.UnescapeDataString(part[1].Trim('"'))));

    private static WooCommerceRefusal Unknown(string message) => new(401, "woocommerce_rest_authentication_error", message);
}
