using Customers.Domain.Outcomes;

namespace Customers.Domain.Stores;

/// <summary>
/// Reads one kind of store. Refusals say what the store answered (<c>store-refused-credentials</c>, <c>store-answered-error</c>);
/// <see cref="StoreUnreachableException"/> is thrown when trying again later may help (network, 5xx, throttled beyond patience).
/// </summary>
public interface IShopReader
{
    StoreKind Kind { get; }

    /// <summary>Tries the credentials; the shop's own name for itself.</summary>
    Task<Outcome<string>> TestAsync(ShopConnection shop, CancellationToken cancel);

    /// <summary>One order as it is now; null when the store does not have it.</summary>
    Task<Outcome<ShopOrder?>> ReadOrderAsync(ShopConnection shop, string externalId, CancellationToken cancel);

    /// <summary>
    /// Orders changed at or after <see cref="PullCursor.Since"/>, a page at a time, oldest change first. Going on with
    /// <see cref="OrderPage.Next"/> until it is null brings every such order at least once, also when orders change meanwhile.
    /// </summary>
    Task<Outcome<OrderPage>> ReadChangesAsync(ShopConnection shop, PullCursor cursor, CancellationToken cancel);

    /// <summary>One customer as it is now; null when the store does not have it.</summary>
    Task<Outcome<StoreCustomer?>> ReadCustomerAsync(ShopConnection shop, string externalId, CancellationToken cancel);

    /// <summary>The orders that the store lists for a customer, a page at a time; none when it does not have the customer, or these are in the trash.</summary>
    /// <param name="token"><see cref="CustomerOrders.Next"/> of the page before; null at the start.</param>
    Task<Outcome<CustomerOrders>> ReadOrdersOfAsync(ShopConnection shop, string customerId, string? token, CancellationToken cancel);
}

/// <summary>What is needed to call a shop.</summary>
/// <param name="Url">The shop's root, https unless local stores are allowed; may carry a path.</param>
public sealed record ShopConnection(string StoreId, Uri Url, StoreCredentials Credentials)
{
    /// <summary>The address of this path below the shop's root.</summary>
    public Uri At(string path) => new($"{Url.GetLeftPart(UriPartial.Path).TrimEnd('/')}/{path}");
}

/// <param name="Token">Where the reader stands within one pull; opaque, null at its start.</param>
public sealed record PullCursor(DateTimeOffset Since, string? Token = null);

/// <param name="Next">Null when everything was read.</param>
/// <param name="Total">How many orders the whole pull holds, where the store tells.</param>
public sealed record OrderPage(IReadOnlyList<ShopOrder> Orders, PullCursor? Next, long? Total);

/// <param name="Next">Where to go on; opaque, null when everything was read.</param>
public sealed record CustomerOrders(IReadOnlyList<ShopOrder> Orders, string? Next);

/// <summary>One order as read: the store's own JSON, and what it means, or why it cannot be used.</summary>
public sealed record ShopOrder(string ExternalId, ReadOnlyMemory<byte> Raw, Outcome<StoreOrder> Order);

public sealed class StoreUnreachableException : Exception
{
    public StoreUnreachableException() { }
    public StoreUnreachableException(string message) : base(message) { }
    public StoreUnreachableException(string message, Exception inner) : base(message, inner) { }
}
