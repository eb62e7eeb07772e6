using System.Text;
using System.Text.Json;

namespace Customers.Functions.Tests.Http;

internal static class Wire
{
    public static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync()).RootElement;

    public static string Text(this JsonElement json, string property) => json.GetProperty(property).GetString()!;

    /// <summary>The code of a problem whose shape is checked on the way.</summary>
    public static async Task<string> ProblemAsync(this HttpResponseMessage response)
    {
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.JsonAsync();
        Assert.Equal((int)response.StatusCode, problem.GetProperty("status").GetInt32());
        Assert.All(["type", "title", "detail", "code", "traceId"], name => Assert.NotEmpty(problem.Text(name)));
        return problem.Text("code");
    }

    /// <summary>The faults of a <c>validation-failed</c>, as <c>field: fault; fault</c>.</summary>
    public static async Task<string[]> FaultsAsync(this HttpResponseMessage response)
    {
        Assert.Equal("validation-failed", await response.ProblemAsync());
        var problem = await response.JsonAsync();
        return [.. problem.GetProperty("errors").EnumerateObject().Select(e => $"{e.Name}: {string.Join("; ", e.Value.EnumerateArray().Select(f => f.GetString()))}")];
    }
}
