using Customers.Functions.Stores;
using ShopifySharp;
using ShopifySharp.Infrastructure;

namespace Customers.Functions.Shopify.Sdk;

/// <summary>
/// Posts by ShopifySharp, over the hub's own connections. None of its policies is used: one of them waits without end.
/// </summary>
internal sealed class ShopifySharpTransport(HttpClient http, TimeProvider clock) : IGraphTransport
{
    public async Task<StoreAnswer> PostAsync(GraphRequest request, CancellationToken cancel)
    {
        using var way = new AnswerTaker(http, clock);
        using var client = new HttpClient(way) { Timeout = Timeout.InfiniteTimeSpan };
        var service = new ShopGraph(request);
        service.SetHttpClient(client);
        service.SetExecutionPolicy(new DefaultRequestExecutionPolicy());
        try
        {
            using var result = await service.PostAsync(new ShopifySharp.GraphRequest { Query = request.Query, Variables = VariablesOf(request) }, cancel);
        }
        // Whatever the library thinks of an answer says less than the answer.
        catch (Exception thought) when (way.Answer is not null && thought is not OperationCanceledException)
        {
        }

        return way.Answer ?? throw new HttpRequestException(HttpRequestError.InvalidResponse, "ShopifySharp asked nothing.");
    }

    private static Dictionary<string, object> VariablesOf(GraphRequest request) =>
        request.Variables.ToDictionary(variable => variable.Key, variable => (object)variable.Value!, StringComparer.Ordinal);

    /// <summary>At the shop's own address; the library knows port 443 only.</summary>
    private sealed class ShopGraph(GraphRequest request) : GraphService(request.Shop.Url.Host, request.Token, ShopifyQueries.ApiVersion)
    {
        protected override RequestUri BuildRequestUri(string path) => new(request.Address);
    }
}
