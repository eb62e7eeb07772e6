using System.Security.Claims;
using Customers.Domain.Identity;

namespace Customers.Functions.Security;

internal sealed class CallerIdentity(Caller caller) : ClaimsIdentity(BearerKeys.Name)
{
    public Caller Caller { get; } = caller;
}

public static class CallerOfRequest
{
    /// <summary>Who is asking. Only behind an endpoint that needs a right.</summary>
    public static Caller Caller(this HttpContext context) =>
        (context.User.Identity as CallerIdentity)?.Caller ?? throw new InvalidOperationException("The endpoint is open to anyone.");

    internal static Caller? CallerIfAny(this HttpContext context) => (context.User.Identity as CallerIdentity)?.Caller;
}
