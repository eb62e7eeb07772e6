// The members of ShopifySharp 6.28 that src/Functions/Shopify/Sdk uses, under their real names and signatures; what they do is
// what the tests need of it: the request's form, and exceptions for answers that are not as the library wants them.
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using ShopifySharp.Infrastructure;
using ShopifySharp.Services.Graph;

namespace ShopifySharp
{
    public class GraphService(string myShopifyUrl, string shopAccessToken, string? apiVersion = null)
    {
        private HttpClient? _client;

        public void SetHttpClient(HttpClient client) => _client = client;

        public void SetExecutionPolicy(IRequestExecutionPolicy executionPolicy) => ArgumentNullException.ThrowIfNull(executionPolicy);

        public virtual async Task<GraphResult> PostAsync(GraphRequest graphRequest, CancellationToken cancellationToken = default)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, BuildRequestUri("graphql.json").ToUri())
            {
                Headers = { { "X-Shopify-Access-Token", shopAccessToken }, { "Accept", "application/json" } },
                Content = JsonContent.Create(new { query = graphRequest.Query, variables = graphRequest.Variables }),
            };
            using var response = await _client!.SendAsync(request, cancellationToken);
            if (!response.IsSuccessStatusCode) throw new ShopifyException("status");
            var json = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
            return json!["errors"] is JsonArray { Count: > 0 } ? throw new ShopifyException("errors") : new GraphResult();
        }

        protected virtual RequestUri BuildRequestUri(string path) => new(new Uri($"https://{myShopifyUrl}/admin/api/{apiVersion}/{path}"));
    }

    public class GraphRequest
    {
        public string Query { get; set; } = "";
        public IDictionary<string, object>? Variables { get; set; }
    }

    public interface IRequestExecutionPolicy;

    public class DefaultRequestExecutionPolicy : IRequestExecutionPolicy;

    public class ShopifyException(string message) : Exception(message);
}

namespace ShopifySharp.Infrastructure
{
    public class RequestUri(Uri uri)
    {
        public Uri ToUri() => uri;
    }
}

namespace ShopifySharp.Services.Graph
{
    public sealed class GraphResult : IDisposable
    {
        public void Dispose() { }
    }
}
