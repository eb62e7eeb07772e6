using Customers.Domain.Customers;
using Customers.Domain.Stores;

namespace Customers.Functions.Stores;

/// <summary>A buyer or an address of which the store tells nothing is none.</summary>
internal static class StorePeople
{
    public static StoreCustomer? OrNobody(this StoreCustomer buyer) =>
        (buyer.ExternalId ?? buyer.Email ?? buyer.FullName ?? buyer.Company ?? buyer.Phone) is null ? null : buyer;

    public static Address? OrNone(this Address address) => address == new Address() ? null : address;
}
