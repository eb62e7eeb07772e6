using System.Reflection;
using Customers.Domain.Outcomes;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace Customers.Functions.Http;

/// <summary>The versions that a change is meant for; without the header any version is.</summary>
public sealed class IfMatch : IEndpointParameterMetadataProvider
{
    private static readonly IfMatch Any = new(null);
    private readonly HashSet<string>? _records;

    private IfMatch(HashSet<string>? records) => _records = records;

    public static ValueTask<IfMatch?> BindAsync(HttpContext context)
    {
        var header = context.Request.Headers.IfMatch;
        return new(header.Count == 0 ? Any : Parse([.. header.OfType<string>()]));
    }

    /// <param name="etag">Of the stored document, the first part of a customer's tag.</param>
    public bool Allows(string etag) => _records is null || _records.Contains(etag.Trim('"'));

    /// <summary>Null, or why the change must not happen.</summary>
    public Refusal? Check(string etag) => Allows(etag) ? null : Refusal.Stale;

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(TakesIfMatch.Instance);

    // Strong comparison: a weak tag matches nothing, and neither does what cannot be read (RFC 9110, 13.1.1).
    private static IfMatch Parse(List<string> header)
    {
        if (!EntityTagHeaderValue.TryParseStrictList(header, out var tags)) return new([]);
        return tags.Any(t => t.Tag == "*") ? Any : new([.. tags.Where(t => !t.IsWeak).Select(t => RecordOf(t.Tag.ToString()))]);
    }

    private static string RecordOf(string tag) => tag.Trim('"').Split('.')[0];
}

internal sealed class TakesIfMatch
{
    public static readonly TakesIfMatch Instance = new();
}
