using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Customers.Functions.Security;

/// <summary>The limit per key, in ASP.NET's limiter behind authentication.</summary>
internal sealed class RateLimits(IOptions<HubOptions> hub) : IConfigureOptions<RateLimiterOptions>
{
    public void Configure(RateLimiterOptions options)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = static (rejected, _) =>
        {
            rejected.HttpContext.Response.Headers.RetryAfter = RetryAfter(rejected.Lease);
            return ValueTask.CompletedTask;
        };
        var perMinute = hub.Value.RateLimitPerMinute;
        if (perMinute > 0) options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => Of(context, perMinute));
    }

    // A bucket of a minute's requests that fills evenly: who overdraws it waits for one drop, not for a new minute.
    internal static TokenBucketRateLimiterOptions PerMinute(int permits) =>
        new() { TokenLimit = permits, TokensPerPeriod = 1, ReplenishmentPeriod = TimeSpan.FromMinutes(1) / permits };

    internal static string RetryAfter(RateLimitLease lease) =>
        (lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) : 60).ToString(CultureInfo.InvariantCulture);

    private static RateLimitPartition<string> Of(HttpContext context, int perMinute) =>
        context.CallerIfAny() is { } caller ? RateLimitPartition.GetTokenBucketLimiter(caller.Id, _ => PerMinute(perMinute)) : RateLimitPartition.GetNoLimiter("");
}

/// <summary>The limit per address on answers 401.</summary>
internal sealed class FailedAttempts(IOptions<HubOptions> hub) : IDisposable
{
    private readonly PartitionedRateLimiter<IPAddress> _limiter = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address =>
        (hub.Value.UnauthenticatedPerMinute ?? hub.Value.RateLimitPerMinute) is var permits and > 0
            ? RateLimitPartition.GetTokenBucketLimiter(address, _ => RateLimits.PerMinute(permits))
            : RateLimitPartition.GetNoLimiter(address));

    public bool AreExhausted(HttpContext context) => _limiter.GetStatistics(AddressOf(context)) is { CurrentAvailablePermits: 0 };

    public bool Allow(HttpContext context, out string retryAfter)
    {
        using var lease = _limiter.AttemptAcquire(AddressOf(context));
        retryAfter = lease.IsAcquired ? "" : RateLimits.RetryAfter(lease);
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();

    private static IPAddress AddressOf(HttpContext context) => context.Connection.RemoteIpAddress ?? IPAddress.None;
}
