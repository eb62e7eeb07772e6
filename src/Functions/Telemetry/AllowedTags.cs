using System.Diagnostics;
using OpenTelemetry;

namespace Customers.Functions.Telemetry;

/// <summary>
/// Lets out only what is known to hold no personal data, whoever made the span. Addresses are not among it: a caller may put a
/// name into the path or the query, and a store is asked for a customer by e-mail. Nor are descriptions of errors.
/// </summary>
internal sealed class AllowedTags : BaseProcessor<Activity>
{
    private static readonly HashSet<string> Allowed = new(StringComparer.Ordinal)
    {
        "http.request.method", "http.response.status_code", "http.route", "network.protocol.version", "server.address", "server.port", "url.scheme",
        "error.type", "messaging.destination.name", "customers.event.result",
        "az.namespace", "az.service_request_id", "db.system", "db.system.name", "db.operation", "db.operation.name", "db.namespace", "db.collection.name",
        "db.cosmosdb.container", "db.cosmosdb.status_code", "db.cosmosdb.sub_status_code", "db.cosmosdb.request_charge", "db.response.status_code",
        "azure.cosmosdb.operation.request_charge", "azure.cosmosdb.response.sub_status_code",
    };

    public override void OnEnd(Activity data)
    {
        foreach (var tag in data.TagObjects.Where(tag => !Allowed.Contains(tag.Key)).Select(tag => tag.Key).ToList()) data.SetTag(tag, null);
        if (data.StatusDescription is not null) data.SetStatus(data.Status);
    }
}
