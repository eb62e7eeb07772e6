using Customers.Domain.Accounts;
using Customers.Domain.Amounts;
using Customers.Domain.Catalogue;
using Customers.Domain.Customers;
using Customers.Domain.Identity;

namespace Customers.Domain.Tests.Catalogue;

public sealed class ProductVisibilityTests
{
    private static readonly Currency Eur = Currency.Parse("EUR");
    private static readonly CustomerId Buyer = CustomerId.Parse("cus_00000000000000000000000001"), Other = CustomerId.Parse("cus_00000000000000000000000002");

    [Theory]
    [InlineData(ProductDisplay.StandardAndExclusive, true, false, false, true)]
    [InlineData(ProductDisplay.StandardAndExclusive, true, false, true, true)]
    [InlineData(ProductDisplay.StandardAndExclusive, true, true, true, true)]
    [InlineData(ProductDisplay.StandardAndExclusive, true, true, false, false)]
    [InlineData(ProductDisplay.StandardAndExclusive, false, false, false, false)]
    [InlineData(ProductDisplay.StandardAndExclusive, false, true, true, false)]
    [InlineData(ProductDisplay.ExclusiveOnly, true, false, false, false)]
    [InlineData(ProductDisplay.ExclusiveOnly, true, false, true, false)]
    [InlineData(ProductDisplay.ExclusiveOnly, true, true, true, true)]
    [InlineData(ProductDisplay.ExclusiveOnly, true, true, false, false)]
    [InlineData(ProductDisplay.ExclusiveOnly, false, true, true, false)]
    public void A_customer_may_order_active_products_that_are_for_all_or_for_it(ProductDisplay display, bool active, bool exclusive, bool named, bool may)
    {
        Assert.True(UnitPrice.TryFromUnits(1, Eur, out var price));
        var product = new Product
        {
            Id = "prd_1", Sku = "S", CreatedAt = default, UpdatedAt = default,
            Details = new() { Name = "Scarf", Price = price, Active = active, IsExclusive = exclusive, ExclusiveCustomerIds = named ? [Other, Buyer] : [Other] },
        };
        var customer = new Customer
        {
            Id = Buyer, Ref = "CU1", Profile = new() { Name = "Buyer", Currency = Eur, ProductDisplay = display }, Account = new Account { Currency = Eur },
            CreatedAt = default, UpdatedAt = default,
        };
        Assert.Equal(may, ProductVisibility.MayOrder(customer, product));
    }
}
