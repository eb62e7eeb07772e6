using System.Globalization;
using System.Net;
using Customers.Domain.Subscriptions;
using Customers.Functions.Outgoing;

namespace Customers.Functions.Subscriptions;

/// <summary>One attempt at a delivery. Of the answer only the status counts: its body is not read, a redirect not followed.</summary>
public sealed class SendDelivery(IHttpClientFactory clients, TimeProvider clock)
{
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(15);
    private const string Client = "subscribers";
    private const int MostDrained = 16 * 1024;

    public async Task<Attempt> RunAsync(Uri url, Delivery delivery, IReadOnlyList<string> secrets, CancellationToken cancel)
    {
        using var http = clients.CreateClient(Client);
        using var request = StandardWebhook.To(url, delivery.Id, clock.GetUtcNow(), delivery.Body, secrets);
        using var limit = new CancellationTokenSource(TimeLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return Attempt.Answered(answer.StatusCode) with { RetryAfter = WaitOf(answer) };
        }
        catch (HttpRequestException)
        {
            return Attempt.Unreachable;
        }
        // Also the time limit of the connection.
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return Attempt.TimedOut;
        }
    }

    private TimeSpan? WaitOf(HttpResponseMessage answer) => answer.Headers.RetryAfter is { } retry ? retry.Delta ?? retry.Date - clock.GetUtcNow() : null;

    /// <summary>URLs may hold secrets: no request logs.</summary>
    public static void AddClient(IServiceCollection services, bool allowLocal) => services
        .AddHttpClient(Client, http =>
        {
            http.Timeout = Timeout.InfiniteTimeSpan;
            http.DefaultRequestHeaders.UserAgent.ParseAdd("customer-hub/1.0");
        })
        .ConfigurePrimaryHttpMessageHandler(() =>
        {
            var handler = PublicConnections.Handler(allowLocal);
            handler.MaxResponseDrainSize = MostDrained;
            return handler;
        })
        .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
        .RemoveAllLoggers();
}

/// <param name="Status">Null where nothing was answered.</param>
/// <param name="Fault">A code; null when it was delivered.</param>
/// <param name="RetryAfter">How long the receiver asks to be left alone.</param>
public sealed record Attempt(int? Status, string? Fault, TimeSpan? RetryAfter = null)
{
    public static readonly Attempt Unreachable = new(null, "unreachable");
    public static readonly Attempt TimedOut = new(null, "timeout");
    /// <summary>Nothing can be signed until somebody replaces the secret.</summary>
    public static readonly Attempt Unsealed = new(null, "secret-unreadable");

    public bool IsGone => Status == (int)HttpStatusCode.Gone;

    public static Attempt Answered(HttpStatusCode status) => new((int)status, (int)status is >= 200 and < 300 ? null : string.Create(CultureInfo.InvariantCulture, $"status-{(int)status}"));
}
