using System.Collections.Concurrent;
using System.Net;

namespace Customers.Tests;

/// <summary>What goes over the wire to documents, counted; and what a test answers in the server's place.</summary>
internal sealed class WatchedHttp : DelegatingHandler
{
    private readonly ConcurrentQueue<string> _requests = [];

    public WatchedHttp() : base(new SocketsHttpHandler()) { }

    /// <summary>Null lets the request pass.</summary>
    public Func<HttpResponseMessage>? Answer { get; set; }

    public HttpClient Client() => new(this, disposeHandler: false);

    public static Func<HttpResponseMessage> Status(int status, int subStatus = 0) => () =>
    {
        var answer = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent("{}") };
        answer.Headers.Add("x-ms-substatus", $"{subStatus}");
        answer.Headers.Add("x-ms-retry-after-ms", "1");
        return answer;
    };

    /// <summary>Requests for documents since the last call.</summary>
    public int Take()
    {
        var count = _requests.Count;
        _requests.Clear();
        return count;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath;
        if (!path.Contains("/docs", StringComparison.Ordinal)) return await base.SendAsync(request, cancellationToken);
        _requests.Enqueue(path);
        if (Answer is null) return await base.SendAsync(request, cancellationToken);
        var answer = Answer();
        answer.RequestMessage = request;
        return answer;
    }
}
