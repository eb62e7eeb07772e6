using System.Net;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Functions.Security;
using Customers.Functions.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Customers.Functions.Tests.Security;

public sealed class IdempotencyTests : IAsyncLifetime
{
    private const string Things = "/api/things";
    private const string Valid = "{\"name\":\"a\"}";
    private readonly HubFixture _hub = new();

    public Task InitializeAsync() => _hub.InitializeAsync();
    public Task DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task A_repeat_gets_the_first_answer_and_nothing_happens_again()
    {
        using var first = await PostAsync(Valid, "k");
        using var repeat = await PostAsync(Valid, "k");
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(HttpStatusCode.Created, repeat.StatusCode);
        Assert.Single(_hub.Samples.Created);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await repeat.Content.ReadAsStringAsync());
        Assert.Equal(first.Headers.Location, repeat.Headers.Location);
        Assert.Equal(first.Headers.ETag, repeat.Headers.ETag);
        Assert.Equal(first.Content.Headers.ContentType, repeat.Content.Headers.ContentType);
        Assert.False(first.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal("true", repeat.Headers.GetValues("Idempotency-Replayed").Single());
    }

    [Fact]
    public async Task Without_a_key_each_request_happens()
    {
        await StatusAsync(Valid, key: null);
        await StatusAsync(Valid, key: null);
        Assert.Equal(2, _hub.Samples.Created.Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData("/api/things", "{\"name\":\"b\"}")]
    [InlineData("/api/things", "{\"name\":\"a\"} ")]
    [InlineData("/api/things?dryRun=true", Valid)]
    public async Task A_key_with_another_request_is_refused(string path, string body)
    {
        await StatusAsync(Valid, "k");
        using var other = await PostAsync(body, "k", path: path);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        Assert.Equal("idempotency-key-reused", await other.ProblemAsync());
    }

    [Fact]
    public async Task A_key_belongs_to_its_caller()
    {
        var other = await _hub.KeyAsync(Role.Partner);
        await StatusAsync(Valid, "k");
        using var response = await PostAsync("{\"name\":\"b\"}", "k", other);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal(2, _hub.Samples.Created.Count);
    }

    [Theory]
    [InlineData(1, HttpStatusCode.Created)]
    [InlineData(255, HttpStatusCode.Created)]
    [InlineData(256, HttpStatusCode.BadRequest)]
    public async Task A_key_has_at_most_255_characters(int length, HttpStatusCode status) =>
        Assert.Equal(status, await StatusAsync(Valid, new string('k', length)));

    [Fact]
    public async Task While_the_first_runs_a_repeat_is_told_so()
    {
        var (started, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        _hub.Samples.OnCreate = () => { started.TrySetResult(); return go.Task; };
        var first = PostAsync(Valid, "k");
        await started.Task;
        using var repeat = await PostAsync(Valid, "k");
        Assert.Equal(HttpStatusCode.Conflict, repeat.StatusCode);
        Assert.Equal("idempotency-in-progress", await repeat.ProblemAsync());
        go.SetResult();
        Assert.Equal(HttpStatusCode.Created, (await first).StatusCode);
    }

    [Fact]
    public async Task A_run_that_never_ends_is_taken_over_after_a_minute_with_the_same_ids()
    {
        var (started, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        _hub.Samples.OnCreate = () => { started.TrySetResult(); return go.Task; };
        var first = PostAsync(Valid, "k");
        await started.Task;
        _hub.Samples.OnCreate = () => Task.CompletedTask;
        _hub.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(HttpStatusCode.Conflict, await StatusAsync(Valid, "k"));
        _hub.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Created, await StatusAsync(Valid, "k"));
        Assert.Equal(_hub.Samples.Created[0], _hub.Samples.Created[1]);
        go.SetResult();
        await first;
    }

    [Fact]
    public async Task What_broke_off_goes_on_at_once_with_the_same_ids()
    {
        _hub.Samples.OnCreate = () => throw new StoreUnavailableException("down");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(Valid, "k"));
        _hub.Samples.OnCreate = () => throw new InvalidOperationException("broken");
        Assert.Equal(HttpStatusCode.InternalServerError, await StatusAsync(Valid, "k"));
        _hub.Samples.OnCreate = () => Task.CompletedTask;
        Assert.Equal(HttpStatusCode.Created, await StatusAsync(Valid, "k"));
        Assert.Equal(3, _hub.Samples.Created.Count);
        Assert.Single(_hub.Samples.Created.Distinct(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("thing-taken", true)]
    [InlineData("creation-overtaken", false)]
    public async Task A_conflict_is_kept_unless_it_asks_to_try_again(string code, bool kept)
    {
        using var first = await PostAsync(Valid, "k", path: "/api/conflicts/" + code);
        using var repeat = await PostAsync(Valid, "k", path: "/api/conflicts/" + code);
        Assert.Equal((HttpStatusCode.Conflict, kept), (repeat.StatusCode, repeat.Headers.Contains("Idempotency-Replayed")));
    }

    [Theory]
    [InlineData("{}", HttpStatusCode.BadRequest)]
    [InlineData("{", HttpStatusCode.BadRequest)]
    public async Task A_request_that_was_refused_for_its_form_may_be_mended_under_its_key(string body, HttpStatusCode status)
    {
        Assert.Equal(status, await StatusAsync(body, "k"));
        Assert.Equal(HttpStatusCode.Created, await StatusAsync(Valid, "k"));
    }

    [Fact]
    public async Task An_answer_that_cannot_be_kept_is_given_all_the_same()
    {
        _hub.Samples.OnCreate = () => { _hub.Store.IsDown = true; return Task.CompletedTask; };
        Assert.Equal(HttpStatusCode.Created, await StatusAsync(Valid, "k"));
        _hub.Store.IsDown = false;
        Assert.Equal(HttpStatusCode.Conflict, await StatusAsync(Valid, "k"));
    }

    [Fact]
    public async Task A_new_key_is_never_shown_again()
    {
        const string Body = """{ "name": "n", "role": "viewer" }""";
        using var first = await PostAsync(Body, "k", path: "/api/keys");
        using var repeat = await PostAsync(Body, "k", path: "/api/keys");
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, repeat.StatusCode);
        Assert.Equal("key-already-created", await repeat.ProblemAsync());
        var marks = await _hub.Store.QueryAsync(new Query(KeptAnswer.Documents, 10), CancellationToken.None);
        Assert.DoesNotContain("hub_", System.Text.Encoding.UTF8.GetString(Assert.Single(marks.Items).Body.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simultaneous_repeats_happen_once()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => StatusAsync(Valid, "k")));
        Assert.Single(_hub.Samples.Created);
        Assert.All(answers, status => Assert.True(status is HttpStatusCode.Created or HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task Answers_are_kept_for_a_day_and_then_forgotten()
    {
        var forget = _hub.Services.GetRequiredService<ForgetAnswers>();
        await StatusAsync(Valid, "k");
        _hub.Clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal(0, await forget.RunAsync(CancellationToken.None));
        Assert.Equal(HttpStatusCode.Created, await StatusAsync(Valid, "k"));
        Assert.Single(_hub.Samples.Created);
        _hub.Clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal(1, await forget.RunAsync(CancellationToken.None));
        Assert.Equal(0, await forget.RunAsync(CancellationToken.None));
    }

    private async Task<HttpStatusCode> StatusAsync(string body, string? key)
    {
        using var response = await PostAsync(body, key);
        return response.StatusCode;
    }

    private async Task<HttpResponseMessage> PostAsync(string body, string? key, string secret = HubFixture.AdminKey, string path = Things)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Wire.Json(body) };
        if (key is not null) request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return await _hub.Client(secret).SendAsync(request);
    }
}
