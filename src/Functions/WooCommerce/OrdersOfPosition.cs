using System.Globalization;
using Customers.Functions.Stores;

namespace Customers.Functions.WooCommerce;

/// <summary>Where the reading of a customer's orders stands: pages by id, of all that are not in the trash.</summary>
/// <param name="Held">How many orders the listing held at its first page.</param>
internal sealed record OrdersOfPosition(int Page = 1, long? Held = null)
{
    public const int PerPage = 100;

    public IReadOnlyList<KeyValuePair<string, string>> Query(string customerId) =>
    [
        new("customer", customerId),
        new("status[0]", "any"),
        new("orderby", "id"),
        new("order", "asc"),
        new("per_page", PerPage.ToString(CultureInfo.InvariantCulture)),
        new("page", Page.ToString(CultureInfo.InvariantCulture)),
    ];

    /// <summary>Null when the listing is read to its end.</summary>
    /// <param name="held">How many orders the store says it holds now; nothing past the end.</param>
    public OrdersOfPosition? Next(int count, long? held)
    {
        // One that left meanwhile moved the rest forward, perhaps over a page's edge: read it again.
        if (Page > 1 && count > 0 && held < Held) return new();
        return count == PerPage ? new(Page + 1, Page == 1 ? held : Held) : null;
    }

    public string ToToken() => PullToken.Of(this);

    public static OrdersOfPosition FromToken(string token) => PullToken.Read<OrdersOfPosition>(token);
}
