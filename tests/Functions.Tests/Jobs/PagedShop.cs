using System.Globalization;
using Customers.Domain.Outcomes;
using Customers.Domain.Stores;
using Microsoft.Extensions.Time.Testing;

namespace Customers.Functions.Tests.Jobs;

/// <summary>A store of so many pages, each of which takes four seconds to be read.</summary>
internal sealed class PagedShop(int pages, Func<int, IReadOnlyList<ShopOrder>> page) : IShopReader
{
    public FakeTimeProvider Clock { get; set; } = null!;
    /// <summary>What the first page tells of all that is to come.</summary>
    public long? Total { get; set; }
    /// <summary>Does not answer from this page on.</summary>
    public int SilentAt { get; set; } = int.MaxValue;
    public List<int> Asked { get; } = [];
    public List<DateTimeOffset> Since { get; } = [];
    public StoreKind Kind => StoreKind.Shopify;

    public Task<Outcome<OrderPage>> ReadChangesAsync(ShopConnection shop, PullCursor cursor, CancellationToken cancel)
    {
        var number = cursor.Token is { } token ? int.Parse(token, CultureInfo.InvariantCulture) : 0;
        Asked.Add(number);
        if (number == 0) Since.Add(cursor.Since);
        if (number >= SilentAt) throw new StoreUnreachableException("silent");
        Clock.Advance(TimeSpan.FromSeconds(4));
        return Task.FromResult<Outcome<OrderPage>>(new OrderPage(page(number), number == pages - 1 ? null : cursor with { Token = $"{number + 1}" }, number == 0 ? Total : null));
    }

    public Task<Outcome<string>> TestAsync(ShopConnection shop, CancellationToken cancel) => throw new NotSupportedException();
    public Task<Outcome<ShopOrder?>> ReadOrderAsync(ShopConnection shop, string externalId, CancellationToken cancel) => Task.FromResult<Outcome<ShopOrder?>>((ShopOrder?)null);
    public Task<Outcome<StoreCustomer?>> ReadCustomerAsync(ShopConnection shop, string externalId, CancellationToken cancel) =>
        Task.FromResult<Outcome<StoreCustomer?>>(new StoreCustomer { ExternalId = externalId });

    public async Task<Outcome<CustomerOrders>> ReadOrdersOfAsync(ShopConnection shop, string customerId, string? token, CancellationToken cancel)
    {
        var read = (await ReadChangesAsync(shop, new PullCursor(default, token), cancel)).Value;
        return new CustomerOrders(read.Orders, read.Next?.Token);
    }
}
