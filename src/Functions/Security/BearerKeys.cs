using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Customers.Functions.Security;

/// <summary><c>Authorization: Bearer &lt;api key&gt;</c></summary>
internal sealed class BearerKeys(
    KeyCache keys, FailedAttempts attempts, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "Bearer";
    private const string Prefix = Name + " ";
    private const int LongestSecret = 512;
    private static readonly AuthenticateResult NoKey = AuthenticateResult.NoResult();
    private static readonly AuthenticateResult BadKey = AuthenticateResult.Fail("The key is not valid.");

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization is not [{ } header] || !header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) return NoKey;
        var secret = header.AsMemory(Prefix.Length).Trim();
        if (secret.Length is 0 or > LongestSecret) return BadKey;
        var hash = KeyHash.Of(secret.Span);
        if (keys.TryGet(hash, out var known)) return known;
        // Whoever keeps trying costs the store nothing more.
        if (attempts.AreExhausted(Context)) return BadKey;
        return await keys.LookUpAsync(hash, Context.RequestAborted) ?? BadKey;
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (!attempts.Allow(Context, out var retryAfter))
        {
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            Response.Headers.RetryAfter = retryAfter;
            return Task.CompletedTask;
        }
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = Request.Headers.Authorization.Count == 0 ? "Bearer" : "Bearer error=\"invalid_token\"";
        return Task.CompletedTask;
    }
}
