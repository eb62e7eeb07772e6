using System.Net;
using Customers.Domain.Stores;
using Customers.Functions.Stores;

namespace Customers.Functions.Tests.Stores;

public sealed class StoreCallsTests : IDisposable
{
    private readonly StrictStore _store = new();

    [Theory]
    [InlineData("3", 3, 4)]
    [InlineData("1.0", 1, 2)]
    [InlineData("86400", 30, 31)]
    [InlineData("soon", 1, 2)]
    [InlineData("Tue, 24 Nov 2026 12:00:10 GMT", 10, 11)]
    public async Task A_store_that_asks_to_wait_is_waited_for_up_to_a_cap(string retryAfter, double atLeast, double atMost)
    {
        _store.Answers(HttpStatusCode.TooManyRequests, "{}", ("Retry-After", retryAfter)).Answers("{}");

        await _store.Run(Send());

        Assert.InRange((_store.Requests[1].At - _store.Requests[0].At).TotalSeconds, atLeast - 0.2, atMost);
    }

    [Fact]
    public async Task What_may_pass_is_tried_again_with_growing_waits()
    {
        _store.Answers(HttpStatusCode.BadGateway, "<html>").Breaks().Answers(HttpStatusCode.ServiceUnavailable, "").Answers("{}");

        Assert.True((await _store.Run(Send())).IsSuccess);
        var waits = _store.Requests.Zip(_store.Requests.Skip(1), (a, b) => Math.Round((b.At - a.At).TotalSeconds)).ToArray();
        Assert.Equal([1, 2, 4], waits);
    }

    [Fact]
    public async Task Patience_ends()
    {
        for (var attempt = 0; attempt < StoreCalls.MaxAttempts; attempt++) _store.Answers(HttpStatusCode.InternalServerError, "");

        await Assert.ThrowsAsync<StoreUnreachableException>(() => _store.Run(Send()));
        Assert.Equal(StoreCalls.MaxAttempts, _store.Requests.Count);
    }

    [Fact]
    public async Task A_store_that_cannot_be_connected_to_is_unreachable()
    {
        for (var attempt = 0; attempt < StoreCalls.MaxAttempts; attempt++) _store.Breaks();

        var fault = await Assert.ThrowsAsync<StoreUnreachableException>(() => _store.Run(Send()));
        Assert.IsType<HttpRequestException>(fault.InnerException);
    }

    [Fact]
    public async Task A_wait_ends_when_the_caller_gives_up()
    {
        using var gaveUp = new CancellationTokenSource();
        _store.Answers(HttpStatusCode.TooManyRequests, "{}", ("Retry-After", "20"));
        var sending = _store.Calls.SendAsync(Get(_store.Client), judge: null, gaveUp.Token);

        await gaveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Assert.Single(_store.Requests);
    }

    [Fact]
    public async Task An_answer_larger_than_the_limit_is_read_no_further_and_not_asked_for_again()
    {
        _store.Answers(new string(' ', 2000));
        using var http = _store.Client;
        http.MaxResponseContentBufferSize = 1000;

        var answer = await _store.Run(_store.Calls.SendAsync(Get(http), judge: null, CancellationToken.None));

        Assert.Equal("store-answered-error", answer.Refuse().Code);
    }

    public void Dispose() => _store.Dispose();

    private Task<StoreAnswer> Send() => _store.Calls.SendAsync(Get(_store.Client), judge: null, CancellationToken.None);

    private Func<CancellationToken, Task<StoreAnswer>> Get(HttpClient http) => async attempt =>
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://shop.example.com/");
        return await StoreAnswer.OfAsync(http, request, _store.Clock, attempt);
    };
}
