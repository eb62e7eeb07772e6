using System.Text;
using System.Text.Json.Nodes;
using Customers.Functions.Stores;

namespace Customers.Functions.Shopify;

internal sealed class HttpGraphTransport(HttpClient http, TimeProvider clock) : IGraphTransport
{
    public async Task<StoreAnswer> PostAsync(GraphRequest request, CancellationToken cancel)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, request.Address)
        {
            Headers = { { "X-Shopify-Access-Token", request.Token }, { "Accept", "application/json" } },
            Content = new StringContent(new JsonObject { ["query"] = request.Query, ["variables"] = request.Variables.DeepClone() }.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        return await StoreAnswer.OfAsync(http, message, clock, cancel);
    }
}
