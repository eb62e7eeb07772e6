using Customers.Domain.Documents;

namespace Customers.Domain.Stores;

/// <summary>Which version of its API a store was asked for, and which it answered in: an older one falls forward when the store no longer has it.</summary>
public sealed record ApiVersion(string StoreId, string Asked, string Answered)
{
    public bool HasDrifted => Asked != Answered;

    public static string IdOf(string storeId) => "version-" + storeId;

    public static readonly DocumentType<ApiVersion> Type = new("apiVersion", Containers.System, v => IdOf(v.StoreId), v => IdOf(v.StoreId));
}
