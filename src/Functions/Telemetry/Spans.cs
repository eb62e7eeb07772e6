using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace Customers.Functions.Telemetry;

/// <summary>The hub's own spans: one for each message handled and each tick of a schedule. Null, and free, when nobody listens.</summary>
public static class Spans
{
    public const string Source = "Customers";
    private static readonly ActivitySource Own = new(Source);

    public static bool AreHeard => Own.HasListeners();

    /// <summary>What a message carries so that its handling belongs to the trace of the request that sent it; null when that is not traced.</summary>
    public static string? Parent => Activity.Current is { Recorded: true, Id: var id } ? id : null;

    public static Activity? OfMessage(string queue, string? parent) =>
        Own.StartActivity("handle " + queue, ActivityKind.Consumer, parent)?.SetTag("messaging.destination.name", queue);

    public static Activity? OfTick(string schedule) => Own.StartActivity("tick " + schedule);

    /// <summary>Names the request's span by its route, which ASP.NET Core does not.</summary>
    public static Task NameAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } span && context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } route })
        {
            span.DisplayName = $"{context.Request.Method} {route}";
            span.SetTag("http.route", route);
        }

        return next(context);
    }

    /// <summary>For an exception filter: marks the span and never catches. The type alone, since messages may name people.</summary>
    public static bool Mark(this Activity? span, Exception fault)
    {
        span?.SetTag("error.type", fault.GetType().FullName).SetStatus(ActivityStatusCode.Error);
        return false;
    }
}
