using System.Net.Http.Headers;

namespace Customers.Functions.Stores;

/// <summary>Stands between a library and the hub's own client: sends what the library made, and keeps what the store answered.</summary>
internal sealed class AnswerTaker(HttpClient http, TimeProvider clock) : HttpMessageHandler
{
    public StoreAnswer? Answer { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var copy = new HttpRequestMessage(request.Method, request.RequestUri) { Content = request.Content };
        foreach (var (name, values) in request.Headers) copy.Headers.TryAddWithoutValidation(name, values);
        Answer = await StoreAnswer.OfAsync(http, copy, clock, cancellationToken);
        return new HttpResponseMessage(Answer.Status) { RequestMessage = request, Content = new ReadOnlyMemoryContent(Answer.Body) { Headers = { ContentType = new("application/json") } } };
    }
}
