using System.Text;

namespace Customers.Functions.Http;

/// <summary>What a list can be sorted and filtered by: <c>group.MapGet(…).Lists(sorts: ["name"], filters: ["q", "tag"])</c>.</summary>
/// <param name="Filters">Names of query parameters; <c>classification.*</c> stands for all below it.</param>
/// <param name="Needed">The filter without which there is no list.</param>
public sealed record ListShape(IReadOnlyList<string> Sorts, IReadOnlyList<string> Filters, string? Needed = null)
{
    /// <summary>All at once, not page by page: <c>limit</c> and <c>after</c> mean nothing.</summary>
    public bool IsWhole { get; init; }

    public const string Default = "createdAt";
    public static readonly ListShape Plain = new([Default], []);

    /// <summary>Two requests page through the same list when address, sort and filters are equal; other parameters do not count.</summary>
    internal string IdentityOf(HttpRequest request, string sort)
    {
        var identity = new StringBuilder().Append(request.Path.Value).Append('\n').Append(sort);
        foreach (var (name, values) in request.Query.Where(p => Declares(p.Key)).OrderBy(p => p.Key, StringComparer.Ordinal))
            foreach (var value in values.Order(StringComparer.Ordinal))
                identity.Append('\n').Append(name).Append('=').Append(value?.ReplaceLineEndings(" "));
        return identity.ToString();
    }

    internal bool Declares(string parameter) =>
        Filters.Contains(parameter) || Filters.Any(f => f.EndsWith(".*", StringComparison.Ordinal) && parameter.StartsWith(f[..^1], StringComparison.Ordinal));
}

public static class ListEndpoints
{
    public static RouteHandlerBuilder Lists(this RouteHandlerBuilder endpoint, string[]? sorts = null, string[]? filters = null, string? needed = null) =>
        endpoint.WithMetadata(new ListShape([ListShape.Default, .. sorts ?? []], filters ?? [], needed));

    /// <summary>The same, of an export.</summary>
    public static RouteHandlerBuilder ListsAll(this RouteHandlerBuilder endpoint, string[] sorts, string[] filters) =>
        endpoint.WithMetadata(new ListShape([ListShape.Default, .. sorts], filters) { IsWhole = true });
}
