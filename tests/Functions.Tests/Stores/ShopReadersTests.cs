using Customers.Domain.Stores;
using Customers.Functions.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace Customers.Functions.Tests.Stores;

public sealed class ShopReadersTests
{
    [Fact]
    public void Each_kind_of_store_has_its_reader()
    {
        using var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddShopReaders(allowLocal: false).BuildServiceProvider(validateScopes: true);

        Assert.Equal([StoreKind.Shopify, StoreKind.WooCommerce], services.GetServices<IShopReader>().Select(reader => reader.Kind).Order());
    }

    [Theory]
    [InlineData(ShopReaders.ShopifyClient)]
    [InlineData(ShopReaders.WooCommerceClient)]
    public async Task No_client_reaches_into_ones_own_network_unless_allowed(string client)
    {
        using var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddShopReaders(allowLocal: false).BuildServiceProvider();
        using var http = services.GetRequiredService<IHttpClientFactory>().CreateClient(client);

        var fault = await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(new Uri("http://127.0.0.1:1/")));

        Assert.Contains("public Internet", fault.ToString(), StringComparison.Ordinal);
        Assert.Equal((StoreCalls.TimeLimit, (long)StoreCalls.LargestAnswer), (http.Timeout, http.MaxResponseContentBufferSize));
    }
}
