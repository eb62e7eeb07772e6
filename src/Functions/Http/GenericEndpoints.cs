namespace Customers.Functions.Http;

internal static class GenericEndpoints
{
    /// <summary>Maps a reading whose answer is of a type parameter, of which the generator that binds other endpoints knows nothing.</summary>
    public static RouteHandlerBuilder MapGeneric(this IEndpointRouteBuilder endpoints, string pattern, Delegate read) =>
#pragma warning disable RDG002 // so it is: these few are bound when the hub starts
        endpoints.MapGet(pattern, read);
#pragma warning restore RDG002
}
