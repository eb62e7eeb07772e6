using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Functions.Http;

namespace Customers.Functions.Api;

/// <summary>Filters and sorts of <c>GET /api/customers</c>.</summary>
internal static class CustomerList
{
    public static readonly string[] Sorts = ["name", "ref", "updatedAt"];

    public static readonly string[] Filters =
        ["q", "tag", "status", "kind", "channel", "onHold", "isProspect", "parentId", "ownerId", "salesRep", "classification.*", "storeId", "externalId", "hasBalance"];

    private static readonly string[] Flags = ["isProspect", "onHold", "hasBalance"];

    public static Query Read(ListRequest list)
    {
        list.Require(list.Text("externalId") is null || list.Text("storeId") is not null, "externalId", "needs the storeId beside it");
        List<Condition?> conditions =
        [
            .. list.Words("q").Select(word => new Condition.AnyPrefix("words", word)),
            .. list.Texts("tag").Select(tag => new Condition.Contains("tags", tag)),
            Is("status", list.Choice<CustomerStatus>("status")?.ToString()),
            Is("kind", list.Choice<CustomerKind>("kind")?.ToString()),
            Is("channel", list.Choice<Channel>("channel")?.ToString()),
            .. Flags.Select(flag => list.Flag(flag) is { } set ? new Condition.Equal(flag, set) : null),
            Is("parentId", list.Text("parentId")),
            .. list.Under("classification").Select(of => new Condition.Contains("classifications", CustomerDocuments.Classification(of.Key, of.Value))),
            Is("ownerId", list.Text("ownerId")),
            list.Text("salesRep") is { } rep ? new Condition.Contains("salesReps", rep) : null,
            list.Text("storeId") is { } store ? OfStore(store, list.Text("externalId")) : null,
        ];
        return new(CustomerDocuments.Type, list.Limit) { Where = [.. conditions.OfType<Condition>()] };
    }

    private static Condition OfStore(string storeId, string? externalId) => externalId is null
        ? new Condition.AnyPrefix("externalIds", CustomerDocuments.ExternalId(storeId, ""))
        : new Condition.Contains("externalIds", CustomerDocuments.ExternalId(storeId, externalId));

    private static Condition.Equal? Is(string field, string? value) => value is null ? null : new(field, value);
}
