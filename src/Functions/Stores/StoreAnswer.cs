using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Customers.Domain.Outcomes;

namespace Customers.Functions.Stores;

/// <summary>What a store answered, read to its end.</summary>
/// <param name="RetryAfter">What the store asks to wait.</param>
/// <param name="ApiVersion">Shopify: the version of its API that it answers in.</param>
/// <param name="Total">WordPress: how many items the whole listing holds.</param>
internal sealed record StoreAnswer(HttpStatusCode Status, ReadOnlyMemory<byte> Body, TimeSpan? RetryAfter = null, long? Total = null, string? ApiVersion = null)
{
    public const string Error = "store-answered-error";
    private static readonly byte[] ByteOrderMark = Encoding.UTF8.Preamble.ToArray();

    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>Too many requests, or a fault that may pass.</summary>
    public bool MayPass => (int)Status is 408 or 429 or >= 500;

    /// <summary>What a web server shows people, where an API is not, or not now.</summary>
    public bool IsPage => (IsSuccess || Status == HttpStatusCode.NotFound) && Body.Span.TrimStart(" \t\r\n"u8) is not [(byte)'{' or (byte)'[', ..];

    /// <exception cref="HttpRequestException">There is none.</exception>
    public static async Task<StoreAnswer> OfAsync(HttpClient http, HttpRequestMessage request, TimeProvider clock, CancellationToken cancel)
    {
        try
        {
            using var response = await http.SendAsync(request, cancel);
            var body = await response.Content.ReadAsByteArrayAsync(cancel);
            // Plugins' files can begin with a mark that then begins every answer of the shop.
            var start = body.AsSpan().StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
            return new(response.StatusCode, body.AsMemory(start), WaitOf(response, clock), Number(response, "X-WP-Total") is { } total ? (long)total : null, Header(response, "X-Shopify-API-Version"));
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            // Larger than the client reads; asking again brings no less.
            return new(HttpStatusCode.RequestEntityTooLarge, ReadOnlyMemory<byte>.Empty);
        }
    }

    /// <summary>Null when it is no JSON: an error page, a maintenance page, a warning in front.</summary>
    public JsonElement? Json()
    {
        try
        {
            return JsonElement.Parse(Body.Span, new() { MaxDepth = StoreJson.MaxDepth + 4 });
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Why an answer without success, or without sense, cannot be used.</summary>
    public Refusal Refuse(string? code = null) => Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
        ? RefuseCredentials(code)
        : RefuseAnswer(string.Create(CultureInfo.InvariantCulture, $"status {(int)Status}"), code);

    public static Refusal RefuseCredentials(string? code) =>
        Refusal.Unprocessable("store-refused-credentials", $"The store does not accept the credentials{In(code)}.");

    public static Refusal RefuseAnswer(string what, string? code = null) =>
        Refusal.Unprocessable(Error, $"The store answered with {what}{In(code)}.");

    // A code is a word; whatever else a store puts there stays out of logs and answers.
    private static string In(string? code) =>
        code is { Length: > 0 and <= 80 } && code.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.') ? $" ({code})" : "";

    private static TimeSpan? WaitOf(HttpResponseMessage response, TimeProvider clock) =>
        // Shopify sends a decimal, which the header's definition does not allow.
        Number(response, "Retry-After") is >= 0 and <= 86_400 and var seconds ? TimeSpan.FromSeconds((double)seconds)
        : response.Headers.RetryAfter?.Date is { } date && date > clock.GetUtcNow() ? date - clock.GetUtcNow()
        : null;

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.First() : null;

    private static decimal? Number(HttpResponseMessage response, string header) =>
        decimal.TryParse(Header(response, header), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
}
