using Customers.Domain.Outcomes;

namespace Customers.Functions.Http;

/// <summary>Codes of the business that an endpoint refuses with, for the API's description: <c>.Refuses(RefusalKind.Conflict, "reference-taken")</c>.</summary>
internal sealed record Refuses(int Status, IReadOnlyList<string> Codes);

public static class RefusingEndpoints
{
    public static TBuilder Refuses<TBuilder>(this TBuilder endpoint, RefusalKind kind, params string[] codes) where TBuilder : IEndpointConventionBuilder =>
        endpoint.Refuses(Problems.StatusOf(kind), codes);

    public static TBuilder Refuses<TBuilder>(this TBuilder endpoint, int status, params string[] codes) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new Refuses(status, codes));
}
