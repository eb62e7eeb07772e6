using System.Text.Json.Nodes;
using Customers.Functions.Tests.App;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.Front;

/// <summary>Every limit in the published description is the hub's: at the limit taken, beyond it refused by the field's name.</summary>
public sealed class LimitTests : IAsyncLifetime
{
    private readonly HubHost _hub = new();

    public Task InitializeAsync() => _hub.InitializeAsync();
    public Task DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public Task What_lies_beyond_a_published_limit_is_refused_by_its_name() => AssertNoneAsync(_ => true, field => field.Beyond, async (answer, field) =>
        answer.StatusCode == System.Net.HttpStatusCode.BadRequest && await answer.ProblemAsync() == "validation-failed"
        && (await answer.JsonAsync()).GetProperty("errors").EnumerateObject().Any(error => error.Name.StartsWith(field.Path, StringComparison.Ordinal) || field.Path.StartsWith(error.Name, StringComparison.Ordinal)));

    /// <summary>A change is bound to what is there already; a creation and a replacement are not.</summary>
    [Fact]
    public Task What_lies_at_a_published_limit_is_taken() => AssertNoneAsync(operation => operation.Method != HttpMethod.Patch, field => field.AtLimit, (answer, _) =>
        Task.FromResult(answer.IsSuccessStatusCode || answer.StatusCode == System.Net.HttpStatusCode.Conflict));

    private async Task AssertNoneAsync(Func<PublishedOperation, bool> wanted, Func<PublishedField, IEnumerable<JsonNode?>> values, Func<HttpResponseMessage, PublishedField, Task<bool>> holds)
    {
        var api = await PublishedApi.OfAsync(_hub);
        await using var shops = await ShopsHost.StartAsync(_hub.Clock);
        var walk = new ExampleWalk(_hub.Admin, api, shops);
        List<string> offenders = [];
        foreach (var operation in walk.Operations.Where(operation => operation.JsonBody is not null && wanted(operation)))
        {
            using var whole = await walk.SendAsync(operation);
            foreach (var field in PublishedField.Of(operation.JsonBody!.Value))
                foreach (var value in values(field))
                {
                    using var answer = await walk.SendAsync(operation, body => field.Put(body, value));
                    if (!await holds(answer, field)) offenders.Add($"{operation} {field.Path} {Short(value)}: {(int)answer.StatusCode} {Short(await answer.Content.ReadAsStringAsync())}");
                }
        }

        Assert.True(offenders.Count == 0, string.Join('\n', offenders));
    }

    private static string Short(object? value) => $"{value}" is var text && text.Length > 300 ? text[..300] + "…" : text;
}
