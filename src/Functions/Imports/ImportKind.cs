using Customers.Domain.Settings;

namespace Customers.Functions.Imports;

public enum ImportKind { Customers, Contacts }

internal static class ImportColumns
{
    /// <summary>What tells whose row it is; these are not part of the request that the row is.</summary>
    private static readonly Column[] CustomerKeys = [new("storeId"), new("externalId")];
    private static readonly Column[] ContactKeys = [new("customerRef")];

    public static IReadOnlyList<Column> Of(ImportKind kind, HubSettings settings) => kind == ImportKind.Customers
        ? [.. Column.OfCustomers(settings), .. CustomerKeys]
        : [.. ContactKeys, .. Column.OfContacts];

    /// <summary>Without these, no row says anything.</summary>
    public static IReadOnlyList<string[]> Required(ImportKind kind) => kind == ImportKind.Customers ? [["name"]] : [["customerRef"], ["firstName", "lastName"]];
}
