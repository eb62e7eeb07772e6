using System.Text;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Merging;
using Customers.Domain.Outcomes;
using Customers.Functions.Http;
using Microsoft.AspNetCore.Authorization;

namespace Customers.Functions.Security;

/// <summary>
/// A POST under <c>/api</c> with an <c>Idempotency-Key</c> happens once: a repeat gets the first answer. What the first began
/// and did not end, the repeat finishes with the same ids. Answers 2xx, 409 and 422 are kept; other refusals free the key,
/// and so do the conflicts that ask to try again.
/// </summary>
internal sealed partial class Idempotency(KeptAnswers answers, ILogger<Idempotency> log) : IMiddleware
{
    public const string Header = "Idempotency-Key";
    private const string Replayed = "Idempotency-Replayed";
    private const int LongestKey = 255;
    private static readonly Refusal BadKey = Refusal.Invalid(Header, $"must be one text of 1 to {LongestKey} characters");
    public static readonly Refusal InProgress = Refusal.Conflict("idempotency-in-progress", "The first request with this Idempotency-Key is still running.");

    public Task InvokeAsync(HttpContext context, RequestDelegate next) =>
        HttpMethods.IsPost(context.Request.Method) && context.Request.Headers.ContainsKey(Header) && context.CallerIfAny() is not null && context.GetEndpoint() is RouteEndpoint
            ? OnceAsync(context, next)
            : next(context);

    private async Task OnceAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Headers[Header] is not [{ Length: > 0 and <= LongestKey } key])
        {
            await Problems.WriteAsync(context, BadKey);
            return;
        }
        var requestHash = await IdempotentRequest.HashOfContentAsync(context);
        var begun = await answers.BeginAsync(IdempotentRequest.IdOf(context, key), requestHash, context.Request.Path.Value, context.RequestAborted);
        if (begun.Runs) await RunAsync(context, next, begun.Mark);
        else await ReplayAsync(context, begun.Mark.Value, requestHash);
    }

    private static async Task ReplayAsync(HttpContext context, KeptAnswer mark, string requestHash)
    {
        if (mark.RequestHash != requestHash) await Problems.WriteAsync(context, Refusal.KeyReused);
        else if (mark.Answer is not { } answer) await Problems.WriteAsync(context, InProgress);
        else if (mark.ContentFingerprint is { } kept && await StreamedContent.Of(context)!.FingerprintAsync(context) != kept) await Problems.WriteAsync(context, Refusal.KeyReused);
        else if (NeverReplayed.Of(context) is { } instead && answer.Status < 300) await Problems.WriteAsync(context, instead);
        else await AnswerAgainAsync(context, answer);
    }

    private static Task AnswerAgainAsync(HttpContext context, Answer answer)
    {
        context.Response.StatusCode = answer.Status;
        context.Response.Headers[Replayed] = "true";
        if (answer.ContentType is not null) context.Response.ContentType = answer.ContentType;
        if (answer.Location is not null) context.Response.Headers.Location = answer.Location;
        if (answer.ETag is not null) context.Response.Headers.ETag = answer.ETag;
        return answer.Body is null ? Task.CompletedTask : context.Response.WriteAsync(answer.Body, context.RequestAborted);
    }

    private async Task RunAsync(HttpContext context, RequestDelegate next, Stored<KeptAnswer> mark)
    {
        context.RequestServices.GetRequiredService<IdsOfRequest>().ComeFrom(mark.Value);
        var wire = context.Response.Body;
        using var written = new MemoryStream();
        context.Response.Body = written;
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException)
        {
            await EndAsync(() => answers.ForgetAsync(mark));
            throw;
        }
        catch
        {
            // Whatever broke, the ids must survive for the repeat.
            await EndAsync(() => answers.LetGoAsync(mark));
            throw;
        }
        finally
        {
            context.Response.Body = wire;
        }
        await EndAsync(() => KeepAsync(context, mark, written));
        // An empty answer stays unstarted: its status may still get a body.
        if (written.Length > 0) await wire.WriteAsync(written.GetBuffer().AsMemory(0, (int)written.Length), context.RequestAborted);
    }

    private Task KeepAsync(HttpContext context, Stored<KeptAnswer> mark, MemoryStream written)
    {
        var response = context.Response;
        if (response.StatusCode >= 500) return answers.LetGoAsync(mark);
        if (response.StatusCode is not (< 300 or StatusCodes.Status409Conflict or StatusCodes.Status422UnprocessableEntity)) return answers.ForgetAsync(mark);
        if (context.Features.Get<Problem>()?.Code is { } code && (code == CreateCustomer.Overtaken.Code || code == MergeRules.Merging.Code)) return answers.ForgetAsync(mark);
        var body = NeverReplayed.Of(context) is null ? Encoding.UTF8.GetString(written.GetBuffer(), 0, (int)written.Length) : null;
        var (location, etag) = (response.Headers.Location.ToString(), response.Headers.ETag.ToString());
        var fingerprint = context.Features.Get<ContentFingerprint>()?.Value;
        return answers.AnswerAsync(mark, fingerprint, new(response.StatusCode, response.ContentType, location.Length > 0 ? location : null, etag.Length > 0 ? etag : null, body));
    }

    // What happened has happened: the caller hears it even if the mark cannot be kept. A repeat then takes over, with the same ids.
    private async Task EndAsync(Func<Task> end)
    {
        try
        {
            await end();
        }
        catch (StoreUnavailableException e)
        {
            LogNotKept(e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The answer to an idempotent request could not be kept")]
    private partial void LogNotKept(Exception exception);
}

/// <summary>An endpoint whose first answer nobody may see twice; a repeat is refused instead.</summary>
internal sealed record NeverReplayed(Refusal Instead)
{
    public static Refusal? Of(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<NeverReplayed>()?.Instead;
}

internal static class NeverReplayedEndpoints
{
    public static RouteHandlerBuilder NeverReplayed(this RouteHandlerBuilder endpoint, Refusal instead) => endpoint.WithMetadata(new NeverReplayed(instead));
}
