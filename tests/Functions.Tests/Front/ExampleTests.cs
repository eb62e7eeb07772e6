using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Customers.Functions.Tests.App;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.Front;

/// <summary>The published description promises nothing that the hub does not keep: every example is sent, every answer checked.</summary>
public sealed class ExampleTests(HubHost hub) : IClassFixture<HubHost>
{
    private const string WritesExamples = "WRITE_EXAMPLES";
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task Every_example_succeeds_and_is_answered_as_described()
    {
        var api = await PublishedApi.OfAsync(hub);
        await using var shops = await ShopsHost.StartAsync(hub.Clock);
        shops.OddAnswer = (200, "{}"); // to what subscriptions are told
        var walk = new ExampleWalk(hub.Admin, api, shops);
        var (offenders, recorded) = (new List<string>(), new JsonObject());
        foreach (var operation in walk.Operations)
        {
            using var answer = await walk.SendAsync(operation);
            offenders.AddRange((await FaultsAsync(api, operation, answer)).Select(fault => $"{operation}: {fault}"));
            await RecordAsync(operation, answer, recorded);
        }

        AssertNone(offenders);
        if (Environment.GetEnvironmentVariable(WritesExamples) is not null) await File.WriteAllTextAsync(AnswersPath(), Sorted(recorded) + "\n");
    }

    [Fact]
    public async Task Every_body_and_every_answer_has_an_example_that_fits_its_schema()
    {
        var api = await PublishedApi.OfAsync(hub);
        IEnumerable<string> offenders =
        [
            .. from operation in api.Operations
               where operation.Body is { Type: not "multipart/form-data" }
               let body = operation.Body!.Value
               from fault in body.Example is { } example ? api.Schema.FaultsOf(example, body.Schema) : [$"the body has no example"]
               select $"{operation}: {fault}",
            .. from operation in api.Operations
               from status in operation.Successes
               where operation.AnswerOf(status) is not null
               let answer = operation.AnswerOf(status)!.Value
               from fault in answer.Example is { } example ? api.Schema.FaultsOf(example, answer.Schema) : [$"{status} has no example: run this class with {WritesExamples}=true"]
               select $"{operation}: {fault}",
            .. from operation in api.Operations
               from problem in operation.Problems
               from fault in api.Schema.FaultsOf(problem.Example, ProblemSchema(operation))
               select $"{operation}: {problem.Code}: {fault}",
        ];
        AssertNone(offenders);
    }

    [Theory]
    [InlineData(false, "[]")]
    [InlineData(true, """{"unknown":1}""")]
    [InlineData(true, "[}")]
    public async Task Refusals_are_answered_as_described(bool withKey, string body)
    {
        var api = await PublishedApi.OfAsync(hub);
        using var nobody = hub.Driver(null);
        List<string> offenders = [];
        foreach (var operation in api.Operations.Where(o => !o.IsOpen && o.Method != HttpMethod.Head && (!withKey || o.JsonBody is not null)))
        {
            using var answer = await (withKey ? hub.Admin : nobody).TryAsync(operation.Method, operation.Path.Replace('{', '-').Replace('}', '-'), operation.Body is null ? null : body);
            var problem = await answer.JsonAsync();
            if (!operation.Problems.Any(p => p.Code == $"{(int)answer.StatusCode} {problem.Text("code")}")) offenders.Add($"{operation}: {problem}");
            offenders.AddRange(api.Schema.FaultsOf(problem, ProblemSchema(operation)).Select(fault => $"{operation}: {fault}"));
        }

        AssertNone(offenders);
    }

    private static async Task<IEnumerable<string>> FaultsAsync(PublishedApi api, PublishedOperation operation, HttpResponseMessage answer)
    {
        var status = ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture);
        if (!operation.Successes.Contains(status)) return [$"answered {status} {await answer.Content.ReadAsStringAsync()}"];
        if (status is "201" or "202" && answer.Headers.Location is null) return ["has no Location"];
        return operation.AnswerOf(status) is { Schema: var schema } ? api.Schema.FaultsOf(await answer.JsonAsync(), schema) : [];
    }

    /// <summary>The latest of each kind, an element for a list; a secret is not kept.</summary>
    private static async Task RecordAsync(PublishedOperation operation, HttpResponseMessage answer, JsonObject recorded)
    {
        if (!answer.IsSuccessStatusCode || operation.AnswerOf(((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture)) is not { Schema: var schema }) return;
        var name = schema.Text("$ref").Split('/')[^1];
        var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
        if (json["key"] is not null) json["key"] = "hub_…";
        if (json["secret"] is not null) json["secret"] = "whsec_…";
        if (!name.EndsWith("List", StringComparison.Ordinal)) recorded[name] = json;
        else if (json["items"]!.AsArray() is [{ } item, ..]) recorded[name[..^"List".Length]] = item.DeepClone();
    }

    private static void AssertNone(IEnumerable<string> offenders)
    {
        var all = string.Join('\n', offenders);
        Assert.True(all.Length == 0, all);
    }

    private static JsonElement ProblemSchema(PublishedOperation operation) =>
        operation.Said.GetProperty("responses").GetProperty("401").GetProperty("content").EnumerateObject().Single().Value.GetProperty("schema");

    private static string Sorted(JsonObject recorded) =>
        new JsonObject(recorded.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => KeyValuePair.Create(entry.Key, entry.Value?.DeepClone()))).ToJsonString(Readable);

    private static string AnswersPath([CallerFilePath] string thisFile = "") => Path.Combine(Path.GetDirectoryName(thisFile)!, "../../../src/Functions/Api/answers.json");
}
