using System.Net;
using System.Text;
using Customers.Functions.Shopify;
using Customers.Functions.Stores;
using Customers.Functions.WooCommerce;
using Microsoft.Extensions.Time.Testing;

namespace Customers.Functions.Tests.Stores;

/// <summary>A store that answers exactly what was laid ready, in order, and throws on any other request.</summary>
internal sealed class StrictStore : HttpMessageHandler
{
    private readonly Queue<Func<HttpRequestMessage, HttpResponseMessage>> _answers = new();

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
    public List<(HttpMethod Method, Uri Url, string Body, string? Authorization, string? Token, DateTimeOffset At)> Requests { get; } = [];
    public StoreCalls Calls => new(Clock);
    public HttpClient Client => new(this, disposeHandler: false);
    public ShopifyCalls Shopify => StoreClients.Shopify(Client, Clock);
    public WooCommerceCalls WooCommerce => StoreClients.WooCommerce(Client, Clock);

    public StrictStore Answers(HttpStatusCode status, string body, params ReadOnlySpan<(string Name, string Value)> headers)
    {
        var laidReady = headers.ToArray();
        _answers.Enqueue(_ =>
        {
            var response = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, body.StartsWith('<') ? "text/html" : "application/json") };
            foreach (var (name, value) in laidReady) response.Headers.TryAddWithoutValidation(name, value);
            return response;
        });
        return this;
    }

    public StrictStore Answers(string body) => Answers(HttpStatusCode.OK, body);

    public StrictStore Breaks()
    {
        _answers.Enqueue(_ => throw new HttpRequestException(HttpRequestError.ConnectionError));
        return this;
    }

    /// <summary>Lets time pass until the work is done: waits take no time of ours.</summary>
    public async Task<T> Run<T>(Task<T> work)
    {
        while (!work.IsCompleted)
        {
            Clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }
        return await work;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        Requests.Add((request.Method, request.RequestUri!, body, request.Headers.Authorization?.ToString(), request.Headers.TryGetValues("X-Shopify-Access-Token", out var token) ? token.Single() : null, Clock.GetUtcNow()));
        return _answers.TryDequeue(out var answer) ? answer(request) : throw new InvalidOperationException($"Nothing answers {request.Method} {request.RequestUri}.");
    }
}
