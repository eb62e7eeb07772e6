using System.Globalization;
using System.Reflection;
using Customers.Domain.Documents;
using Customers.Domain.Outcomes;
using Customers.Domain.Search;
using Microsoft.AspNetCore.Http.Metadata;

namespace Customers.Functions.Http;

/// <summary>
/// <c>?limit=&amp;after=&amp;sort=</c> and the filters that the endpoint declares by <see cref="ListShape"/>. Faults of all of them
/// add up: read the filters, then ask <see cref="IsRefused"/>.
/// </summary>
public sealed class ListRequest : IEndpointParameterMetadataProvider
{
    internal const int MaxLimit = 200;
    internal const int DefaultLimit = 50;
    private const int MostValues = 50;
    private readonly IQueryCollection _query;
    private readonly ListShape _shape;
    private readonly string _identity;
    private readonly Faults _faults = new();

    private ListRequest(HttpRequest request, ListShape shape)
    {
        (_query, _shape) = (request.Query, shape);
        Limit = ReadLimit();
        (Sort, Descending) = ReadSort();
        _identity = shape.IdentityOf(request, $"{(Descending ? "-" : "")}{Sort}");
        After = ReadCursor();
        // A filter that is not understood must not answer as if everything fitted it.
        foreach (var name in _query.Keys.Where(name => !(name == "sort" || (name is "limit" or "after" && !shape.IsWhole) || shape.Declares(name)))) _faults.Add(name, "is no parameter of this list");
    }

    public int Limit { get; }
    public string Sort { get; }
    public bool Descending { get; }
    public Position? After { get; }

    public static ValueTask<ListRequest?> BindAsync(HttpContext context) =>
        new(new ListRequest(context.Request, context.GetEndpoint()!.Metadata.GetRequiredMetadata<ListShape>()));

    // Whoever declares more by Lists() comes later and wins.
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(ListShape.Plain);

    /// <summary>The query with this page and order; <c>createdAt</c> is the order of the query, of the ids, unless the type declares it.</summary>
    public Query Apply(Query query)
    {
        var sortBy = Sort == ListShape.Default && !query.Type.Fields.Contains(Sort) ? query.SortBy : Sort;
        // Only a cursor that somebody made up has a sort value where the order has none, or none where it has one.
        if (After is { } after && after.SortValue is null != sortBy is null) throw new UnreadableRequestException(StatusCodes.Status400BadRequest);
        return query with { Limit = Limit, SortBy = sortBy, Descending = Descending, After = After };
    }

    /// <summary>The same, newest first unless asked otherwise.</summary>
    public Query ApplyNewestFirst(Query query) => Apply(query) with { Descending = Descending || !_query.ContainsKey("sort") };

    public bool IsRefused([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Refusal? refusal) =>
        (refusal = _faults.Any ? Refusal.Invalid(_faults) : null) is not null;

    public ListOf<TItem> Answer<T, TItem>(Page<T> page, Func<T, TItem> item) => new([.. page.Items.Select(item)], NextOf(page));

    /// <summary>The cursor of the page behind this one; null on the last.</summary>
    public string? NextOf<T>(Page<T> page) => page.Next is null ? null : Cursor.Write(page.Next, _identity);

    public string? Text(string filter) => Values(filter) is [.., var last] && last.Length > 0 ? last : null;

    public IReadOnlyList<string> Texts(string filter) => AtMost(Values(filter), filter, "values");

    /// <summary>The words of a search, each to be found as a prefix.</summary>
    public IReadOnlyList<string> Words(string filter) => AtMost(SearchWords.OfQuery(Text(filter) ?? ""), filter, "words");

    public bool? Flag(string filter) => Parse(filter, "must be true or false", static (string t, out bool v) => (v = t == "true") || t == "false");

    public DateOnly? Date(string filter) => Parse(filter, "must be a date like 2026-01-31, from 1900 to 2999",
        static (string t, out DateOnly v) => DateOnly.TryParseExact(t, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out v) && v.Year is >= 1900 and < 3000);

    public T? Choice<T>(string filter) where T : struct, Enum => Parse(filter, Choices<T>.Fault, static (string t, out T v) => Choices<T>.ByWord.TryGetValue(t, out v));

    /// <summary>The filters <c>classification.tier=Gold</c> of a shape that declares <c>classification.*</c>, by what follows the point.</summary>
    public IReadOnlyDictionary<string, string> Under(string prefix)
    {
        DemandDeclared(prefix + ".*");
        return _query.Where(p => p.Key.StartsWith(prefix + ".", StringComparison.Ordinal))
            .ToDictionary(p => p.Key[(prefix.Length + 1)..], p => p.Value.ToString(), StringComparer.Ordinal);
    }

    /// <summary>For what filters must satisfy together.</summary>
    public void Require(bool holds, string filter, string fault) => _faults.Require(holds, filter, fault);

    private delegate bool Parser<T>(string text, out T value);

    private T? Parse<T>(string filter, string fault, Parser<T> parse) where T : struct
    {
        if (Text(filter) is not { } text) return null;
        if (parse(text, out var value)) return value;
        _faults.Add(filter, fault);
        return null;
    }

    // Each becomes a condition of the query, and a store takes only so many.
    private IReadOnlyList<string> AtMost(IReadOnlyList<string> values, string filter, string what)
    {
        if (values.Count <= MostValues) return values;
        _faults.Add(filter, $"must have at most {MostValues} {what}");
        return [];
    }

    private string[] Values(string filter)
    {
        DemandDeclared(filter);
        return [.. _query[filter].OfType<string>()];
    }

    // Undeclared, it would neither be described nor bind the cursor.
    private void DemandDeclared(string filter)
    {
        if (!_shape.Filters.Contains(filter)) throw new InvalidOperationException($"The list does not declare the filter '{filter}'.");
    }

    private int ReadLimit()
    {
        if (!_query.TryGetValue("limit", out var text)) return DefaultLimit;
        if (int.TryParse(text.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= MaxLimit) return limit;
        _faults.Add("limit", $"must be a whole number from 1 to {MaxLimit}");
        return DefaultLimit;
    }

    private (string, bool) ReadSort()
    {
        if (!_query.TryGetValue("sort", out var text)) return (ListShape.Default, false);
        var descending = text.ToString().StartsWith('-');
        var sort = text.ToString()[(descending ? 1 : 0)..];
        if (_shape.Sorts.Contains(sort)) return (sort, descending);
        _faults.Add("sort", $"must be one of {string.Join(", ", _shape.Sorts)}, with - before it for descending");
        return (ListShape.Default, false);
    }

    private Position? ReadCursor()
    {
        if (!_query.TryGetValue("after", out var text)) return null;
        if (Cursor.TryRead(text.ToString(), _identity, out var position)) return position;
        _faults.Add("after", "must be the 'next' of a page of this very list: same address, filters and sort");
        return null;
    }
}

/// <param name="Next">Give it as <c>after</c> for the next page; null on the last.</param>
public sealed record ListOf<T>(IReadOnlyList<T> Items, string? Next);
