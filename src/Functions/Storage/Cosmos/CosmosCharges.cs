using Customers.Functions.Telemetry;
using Microsoft.Azure.Cosmos;

namespace Customers.Functions.Storage.Cosmos;

/// <summary>Records what each request for documents cost, those that were refused too.</summary>
internal sealed class CosmosCharges(Instruments instruments) : RequestHandler
{
    private const string Collections = "colls/";

    public override async Task<ResponseMessage> SendAsync(RequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        if (instruments.MeasureCharge && ContainerOf(request.RequestUri.OriginalString) is { } container)
            instruments.CosmosCharged(answer.Headers.RequestCharge, OperationOf(request), container);
        return answer;
    }

    private static string OperationOf(RequestMessage request) =>
        request.Headers["x-ms-cosmos-is-batch-request"] is not null ? "commit"
        : request.Headers["x-ms-documentdb-query-enablecrosspartition"] is not null || request.Headers.ContentType == "application/query+json" ? "query"
        : request.Method == HttpMethod.Get ? "read"
        : "other";

    /// <summary>Of <c>dbs/customers/colls/orders/docs/…</c>; null when the request is for no container.</summary>
    private static string? ContainerOf(string path)
    {
        var at = path.IndexOf(Collections, StringComparison.Ordinal);
        if (at < 0) return null;
        var name = path[(at + Collections.Length)..];
        var end = name.IndexOf('/', StringComparison.Ordinal);
        return end < 0 ? name : name[..end];
    }
}
