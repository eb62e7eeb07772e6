using Microsoft.Net.Http.Headers;

namespace Customers.Functions.Http;

/// <summary>
/// A resource's version as a strong entity tag. A customer's has two parts, record and account: reading compares both,
/// changing only the first, so that a posting does not defeat an edit.
/// </summary>
/// <param name="Record">The stored document's etag; some stores quote theirs.</param>
public readonly record struct ETag(string Record, string? Account = null)
{
    public override string ToString() => Account is null ? $"\"{Record.Trim('"')}\"" : $"\"{Record.Trim('"')}.{Account.Trim('"')}\"";

    /// <summary>If-None-Match compares weakly (RFC 9110, 13.1.2).</summary>
    internal bool IsKnownTo(HttpRequest request)
    {
        if (request.Headers.IfNoneMatch.Count == 0) return false;
        if (!EntityTagHeaderValue.TryParseList([.. request.Headers.IfNoneMatch.OfType<string>()], out var known)) return false;
        var tag = ToString();
        return known.Any(k => k.Tag == "*" || k.Tag == tag);
    }
}
