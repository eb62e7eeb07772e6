using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.App;

/// <summary>Imports files, and exports them.</summary>
internal static class Csv
{
    public static ByteArrayContent File(string text) => File(Encoding.UTF8.GetBytes(text));

    public static ByteArrayContent File(byte[] bytes)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        return content;
    }

    /// <summary>The job at its end.</summary>
    public static async Task<JsonElement> ImportAsync(this HubDriver hub, string text, string path = "customers") =>
        await hub.EndOfJobAsync((await hub.PostAsync("/api/imports/" + path, File(text))).Text("id"));

    public static async Task<string> TextAsync(this HubDriver hub, string path)
    {
        using var answer = await hub.TryAsync(HttpMethod.Get, path);
        Assert.Equal("text/csv; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        return Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync());
    }

    /// <summary>Created, updated, unchanged, refused: <c>1/0/2/0</c>.</summary>
    public static string CountsOf(JsonElement job) => string.Join('/', new[] { "created", "updated", "unchanged", "refused" }
        .Select(name => job.GetProperty("result").GetProperty(name).GetInt64().ToString(CultureInfo.InvariantCulture)));

    public static IEnumerable<string> ErrorsOf(JsonElement job) => job.GetProperty("errors").EnumerateArray().Select(error => $"{error.GetProperty("line")}: {error.Text("reason")}");
}
