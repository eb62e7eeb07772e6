using System.Diagnostics;
using Customers.Domain.Documents;
using Customers.Domain.Outcomes;
using Microsoft.AspNetCore.Diagnostics;

namespace Customers.Functions.Http;

/// <summary>The one place where the hub's ways of saying no become HTTP. Bare statuses and exceptions take the same shape.</summary>
public static class Problems
{
    public static int StatusOf(RefusalKind kind) => kind switch
    {
        RefusalKind.Invalid => StatusCodes.Status400BadRequest,
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        RefusalKind.Stale => StatusCodes.Status412PreconditionFailed,
        RefusalKind.Unprocessable => StatusCodes.Status422UnprocessableEntity,
        _ => throw new UnreachableException(),
    };

    /// <summary>What a status means when nothing more is known.</summary>
    public static (string Code, string Detail) Meaning(int status) => status switch
    {
        401 => ("unauthenticated", "A valid API key is needed: Authorization: Bearer <key>."),
        403 => ("forbidden", "The role of this key does not allow that."),
        404 => (Refusal.NotFound.Code, Refusal.NotFound.Detail),
        405 => ("method-not-allowed", "This address does not take that method; Allow names those it takes."),
        412 => (Refusal.Stale.Code, Refusal.Stale.Detail),
        413 => ("payload-too-large", "The body is larger than this address takes."),
        415 => ("unsupported-media-type", "The body is of a type that this address does not take."),
        416 => ("range-not-satisfiable", "The range lies outside the content."),
        429 => ("rate-limited", "Too many requests; Retry-After says when to go on."),
        503 => ("unavailable", "The hub cannot reach what it needs at the moment; try again."),
        >= 500 => ("internal-error", "Something broke here. It is logged under the trace id."),
        _ => ("bad-request", "The request cannot be understood."),
    };

    public static Task WriteAsync(HttpContext context, Refusal refusal) =>
        WriteAsync(context, StatusOf(refusal.Kind), refusal.Code, refusal.Detail, refusal.Faults);

    public static async Task WriteAsync(
        HttpContext context, int status, string code, string detail, IReadOnlyDictionary<string, string[]>? faults = null)
    {
        if (await MovedCustomer.LocationAsync(context, status) is { } location)
        {
            context.Response.StatusCode = StatusCodes.Status308PermanentRedirect;
            context.Response.Headers.Location = location;
            return;
        }

        context.Response.StatusCode = status;
        var problem = Of(status, code, detail, RequestId.TraceOf(context), faults);
        context.Features.Set(problem);
        await context.Response.WriteAsJsonAsync(problem, WireJson.Answers, "application/problem+json", context.RequestAborted);
    }

    internal static Problem Of(int status, string code, string detail, string traceId, IReadOnlyDictionary<string, string[]>? faults) =>
        new($"urn:problem-type:customers:{code}", TitleOf(code), status, detail, code, traceId, faults);

    internal static string TitleOf(string code) => char.ToUpperInvariant(code[0]) + code[1..].Replace('-', ' ');
}

/// <summary>A refusal as an endpoint's answer: <c>Results&lt;Ok&lt;T&gt;, Refused&gt;</c>.</summary>
public sealed class Refused(int status, string code, string detail, IReadOnlyDictionary<string, string[]>? faults = null) : IResult, IStatusCodeHttpResult
{
    public Refused(Refusal refusal) : this(Problems.StatusOf(refusal.Kind), refusal.Code, refusal.Detail, refusal.Faults) { }

    public int? StatusCode => status;

    /// <summary>For what a role may not do inside a request that it may make: a partner setting a credit limit.</summary>
    public static Refused Forbidden(string detail) => new(StatusCodes.Status403Forbidden, Problems.Meaning(403).Code, detail);

    public Task ExecuteAsync(HttpContext httpContext) => Problems.WriteAsync(httpContext, status, code, detail, faults);
}

/// <summary>A request that ASP.NET cannot bind, with a code of its own.</summary>
public sealed class UnreadableRequestException(int status, string code, string detail) : BadHttpRequestException(detail, status)
{
    public string Code { get; } = code;

    public UnreadableRequestException(int status) : this(status, Problems.Meaning(status).Code, Problems.Meaning(status).Detail) { }

    public static UnreadableRequestException MalformedJson(string detail) => new(StatusCodes.Status400BadRequest, "malformed-json", detail);
}

/// <summary>Fills the answers that only have a status: from routing, authentication, limits.</summary>
internal sealed class BareStatusProblems : IProblemDetailsWriter
{
    // Whatever the client accepts: a problem is better than an empty answer.
    public bool CanWrite(ProblemDetailsContext context) => true;

    public ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var status = context.HttpContext.Response.StatusCode;
        var (code, detail) = Problems.Meaning(status);
        return new(Problems.WriteAsync(context.HttpContext, status, code, detail));
    }
}

/// <summary>Exceptions are faults, ours or of what we depend on; none of their text leaves the hub.</summary>
internal sealed partial class FaultProblems(ILogger<FaultProblems> log) : IExceptionHandler
{
    private const int ClientClosedRequest = 499;

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = ClientClosedRequest;
            return true;
        }
        var status = StatusOf(exception);
        var (code, detail) = exception is UnreadableRequestException unreadable ? (unreadable.Code, unreadable.Message) : Problems.Meaning(status);
        if (status == StatusCodes.Status500InternalServerError) LogFault(exception, httpContext.Request.Method, RequestId.TraceOf(httpContext));
        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            LogUnavailable(exception, RequestId.TraceOf(httpContext));
            httpContext.Response.Headers.RetryAfter = "5";
        }
        await Problems.WriteAsync(httpContext, status, code, detail);
        return true;
    }

    private static int StatusOf(Exception exception) => exception switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        StoreUnavailableException => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "A {Method} request failed, trace {TraceId}")]
    private partial void LogFault(Exception exception, string method, string traceId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A store did not answer, trace {TraceId}")]
    private partial void LogUnavailable(Exception exception, string traceId);
}
