namespace Customers.Functions.Http;

internal static class Preferred
{
    /// <summary>What the caller's <c>Accept</c> likes best of these media types; the first unless another is liked better.</summary>
    public static string By(HttpRequest request, params string[] offered) => request.GetTypedHeaders().Accept
        .OrderByDescending(type => type.Quality ?? 1).ThenBy(type => type.MatchesAllTypes)
        .Select(type => type.MediaType.Value).FirstOrDefault(offered.Contains) ?? offered[0];
}
