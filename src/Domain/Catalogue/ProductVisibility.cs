using Customers.Domain.Customers;

namespace Customers.Domain.Catalogue;

/// <summary>
/// Who may see and order what: active products that are exclusive to the customer, and those that are exclusive to nobody
/// unless the customer is shown exclusive ones only.
/// </summary>
public static class ProductVisibility
{
    private const string Everybody = "*";

    public static bool MayOrder(Customer customer, Product product) => KeysOf(customer).Intersect(ReadersOf(product)).Any();

    /// <summary>Who finds the product: the ids of customers, or everybody.</summary>
    public static IReadOnlyCollection<string> ReadersOf(Product product) => product.Details switch
    {
        { Active: false } => [],
        { IsExclusive: false } => [Everybody],
        var exclusive => [.. exclusive.ExclusiveCustomerIds.Select(id => id.Value)],
    };

    /// <summary>Under which readers the customer finds its products; no product is found under two of them.</summary>
    public static IReadOnlyList<string> KeysOf(Customer customer) =>
        customer.Profile.ProductDisplay == ProductDisplay.ExclusiveOnly ? [customer.Id.Value] : [Everybody, customer.Id.Value];
}
