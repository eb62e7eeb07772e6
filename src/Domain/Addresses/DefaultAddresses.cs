using Customers.Domain.Customers;

namespace Customers.Domain.Addresses;

/// <summary>
/// Which of a customer's addresses are copied to documents unless somebody chooses: at most one for billing, one for shipping.
/// The first address becomes both. Later ones take a place only when told to, and it can be cleared.
/// </summary>
public static class DefaultAddresses
{
    public static Customer Adding(this Customer customer, string addressId, bool billing, bool shipping)
    {
        var first = customer.Counts.Addresses == 0;
        return (customer with { Counts = customer.Counts with { Addresses = customer.Counts.Addresses + 1 } })
            .WithDefaults(addressId, billing || first ? true : null, shipping || first ? true : null);
    }

    /// <summary>True takes the place, false leaves it when it has it, null keeps what is.</summary>
    public static Customer WithDefaults(this Customer customer, string addressId, bool? billing, bool? shipping) => customer with
    {
        DefaultBillingId = Holder(customer.DefaultBillingId, addressId, billing),
        DefaultShippingId = Holder(customer.DefaultShippingId, addressId, shipping),
    };

    /// <param name="only">
    /// The one address that is left, if it is one: it takes a place that becomes free. Of several none does, for a wrong address
    /// on an invoice is worse than a missing one.
    /// </param>
    public static Customer Removing(this Customer customer, string addressId, string? only) => customer with
    {
        Counts = customer.Counts with { Addresses = customer.Counts.Addresses - 1 },
        DefaultBillingId = customer.DefaultBillingId == addressId ? only : customer.DefaultBillingId,
        DefaultShippingId = customer.DefaultShippingId == addressId ? only : customer.DefaultShippingId,
    };

    public static PlacedAddress Place(Customer customer, CustomerAddress kept) =>
        new(kept, customer.DefaultBillingId == kept.Id, customer.DefaultShippingId == kept.Id);

    private static string? Holder(string? holder, string addressId, bool? takes) => takes switch
    {
        true => addressId,
        false when holder == addressId => null,
        _ => holder,
    };
}
