namespace Customers.Functions.Security;

/// <summary>
/// An endpoint whose bodies are too large to be read twice. Under an <c>Idempotency-Key</c> its requests are compared by a
/// fingerprint: of the first, taken by the endpoint as it reads (<see cref="StreamedContentEndpoints.KeepFingerprint"/>); of a
/// repeat, by reading it through. Nothing is buffered.
/// </summary>
internal sealed record StreamedContent(Func<HttpContext, Task<string>> FingerprintAsync)
{
    public static StreamedContent? Of(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<StreamedContent>();
}

internal sealed record ContentFingerprint(string Value);

internal static class StreamedContentEndpoints
{
    public static RouteHandlerBuilder StreamsContent(this RouteHandlerBuilder endpoint, Func<HttpContext, Task<string>> fingerprint) =>
        endpoint.WithMetadata(new StreamedContent(fingerprint));

    public static void KeepFingerprint(this HttpContext context, string fingerprint) => context.Features.Set(new ContentFingerprint(fingerprint));
}
