using Microsoft.Net.Http.Headers;

namespace Customers.Functions.Http;

internal static class Preferred
{
    /// <summary>
    /// What the caller's <c>Accept</c> likes best of these media types (RFC 9110, 12.5.1); of those it likes alike, the one that it names first,
    /// and before those it does not name; the first where it likes none.
    /// </summary>
    public static string By(HttpRequest request, params string[] offered)
    {
        var ranges = request.GetTypedHeaders().Accept;
        return offered.Select(type => (Type: type, Range: RangeOf(type, ranges))).Where(offer => offer.Range is { Quality: not 0 })
            .OrderByDescending(offer => offer.Range!.Quality ?? 1).ThenByDescending(offer => Precision(offer.Range!)).ThenBy(offer => ranges.IndexOf(offer.Range!))
            .Select(offer => offer.Type).FirstOrDefault() ?? offered[0];
    }

    /// <summary>What is said of a type most precisely.</summary>
    private static MediaTypeHeaderValue? RangeOf(string type, IList<MediaTypeHeaderValue> ranges) =>
        ranges.Where(range => range.MatchesMediaType(type)).MaxBy(Precision);

    private static int Precision(MediaTypeHeaderValue range) => range.MatchesAllTypes ? 0 : range.MatchesAllSubTypes ? 1 : 2;
}
