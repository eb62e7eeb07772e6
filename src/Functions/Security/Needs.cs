using Microsoft.AspNetCore.Authorization;

namespace Customers.Functions.Security;

/// <summary>The right that an endpoint needs: on the endpoint as metadata, and judged as its requirement.</summary>
public sealed class Need(Right right) : AuthorizationHandler<Need>, IAuthorizationRequirement
{
    public Right Right { get; } = right;

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, Need requirement)
    {
        if (context.User.Identity is CallerIdentity identity && identity.Caller.May(requirement.Right)) context.Succeed(requirement);
        return Task.CompletedTask;
    }
}

/// <summary>An endpoint that names no right and does not open itself is closed to everyone.</summary>
internal sealed class ClosedByDefault : AuthorizationHandler<ClosedByDefault>, IAuthorizationRequirement
{
    // No endpoint is a 404, and one of routing's own is a 405 or 415: these may be told to anyone.
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ClosedByDefault requirement)
    {
        if (context.Resource is HttpContext http && http.GetEndpoint() is not RouteEndpoint) context.Succeed(requirement);
        return Task.CompletedTask;
    }
}

public static class NeedsEndpoints
{
    private static readonly Dictionary<Right, (Need Need, AuthorizationPolicy Policy)> ByRight =
        Enum.GetValues<Right>().ToDictionary(right => right, right =>
        {
            var need = new Need(right);
            return (need, new AuthorizationPolicyBuilder().AddRequirements(need).Build());
        });

    public static TBuilder Needs<TBuilder>(this TBuilder endpoint, Right right) where TBuilder : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(ByRight[right].Policy).WithMetadata(ByRight[right].Need);
}
