using Microsoft.AspNetCore.Http.Features;

namespace Customers.Functions.Http;

/// <summary><c>X-Request-Id</c>: the caller's, or the trace id, on every answer.</summary>
internal static class RequestId
{
    private const string Header = "X-Request-Id";
    private const int Longest = 128;

    public static string TraceOf(HttpContext context) =>
        context.Features.Get<IHttpActivityFeature>()?.Activity.TraceId.ToHexString() ?? context.TraceIdentifier;

    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        // Only as the answer starts: an exception handler clears what was set before.
        context.Response.OnStarting(static state => Return((HttpContext)state), context);
        return next(context);
    }

    private static Task Return(HttpContext context)
    {
        var given = context.Request.Headers[Header];
        context.Response.Headers[Header] = given is [{ } id] && IsFit(id) ? given : TraceOf(context);
        return Task.CompletedTask;
    }

    private static bool IsFit(string id) => id.Length is > 0 and <= Longest && !id.AsSpan().ContainsAnyExceptInRange(' ', '~');
}
