using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Customers.Functions.Tests.App;

/// <summary>
/// Remembers whom a run told the hub about, and which secrets: the values of the fields that hold personal data in requests and
/// webhooks of whatever shape, search terms, and keys. None of it may turn up in what the hub writes for its operators.
/// </summary>
internal sealed class PersonalData
{
    /// <summary>Shorter texts turn up by chance.</summary>
    private const int Shortest = 5;
    private static readonly HashSet<string> Fields = new(StringComparer.OrdinalIgnoreCase)
    {
        "email", "phone", "mobile", "firstName", "first_name", "lastName", "last_name", "company", "line1", "line2", "address1", "address2",
        "address_1", "address_2", "street", "city", "iban", "bic", "accountHolder", "account_holder", "vatId", "taxId", "customer_ip_address", "browser_ip",
        "accessToken", "consumerKey", "consumerSecret", "webhookSecrets", "note", "customer_note", "q",
    };
    /// <summary>What these lie below has a name of its own that is a person's.</summary>
    private static readonly string[] People = ["/api/customers"];
    private readonly HashSet<string> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _gate = new();

    /// <summary>Leaves the request to be read again.</summary>
    public async Task NoteAsync(HttpRequest request)
    {
        foreach (var (name, value) in request.Query) Note(name, value.ToString());
        if (request.Headers.Authorization.ToString().Split(' ') is [_, var key]) Add(key);
        if (request.HasFormContentType) return; // a file, which must reach the hub as it arrives
        request.EnableBuffering();
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        request.Body.Position = 0;
        try
        {
            using var json = JsonDocument.Parse(body.ToArray());
            Note(People.Any(path => request.Path.StartsWithSegments(path, StringComparison.Ordinal)), "", json.RootElement);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // Not JSON, cut, or not UTF-8: what it would have told is told by others too.
        }
    }

    /// <summary>Those that the text contains.</summary>
    public IReadOnlyList<string> In(string text)
    {
        string[] values;
        lock (_gate) values = [.. _values];
        return text.AsSpan().ContainsAny(SearchValues.Create(values, StringComparison.OrdinalIgnoreCase))
            ? [.. values.Where(value => text.Contains(value, StringComparison.OrdinalIgnoreCase))]
            : [];
    }

    private void Note(bool person, string name, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object)
            foreach (var field in value.EnumerateObject()) Note(person, field.Name, field.Value);
        else if (value.ValueKind == JsonValueKind.Array)
            foreach (var item in value.EnumerateArray()) Note(person, name, item);
        else if (value.ValueKind == JsonValueKind.String) Note(person && name == "name" ? "email" : name, value.GetString()!);
    }

    private void Note(string name, string value)
    {
        if (Fields.Contains(name)) Add(value);
    }

    private void Add(string value)
    {
        if (value.Trim() is not { Length: >= Shortest } text || IsAnyWord(text)) return;
        lock (_gate) _values.Add(text);
    }

    /// <summary>A secret like <c>token</c> stands in every stack trace.</summary>
    private static bool IsAnyWord(string text) => text.All(char.IsAsciiLetterLower);
}
