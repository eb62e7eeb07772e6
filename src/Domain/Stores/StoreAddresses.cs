using System.Security.Cryptography;
using System.Text;
using Customers.Domain.Addresses;
using Customers.Domain.Customers;
using Customers.Domain.Search;

namespace Customers.Domain.Stores;

/// <summary>Which addresses of a store are the same place. Pure.</summary>
public static class StoreAddresses
{
    /// <summary>So many of one customer are taken from stores.</summary>
    public const int Most = 50;

    /// <summary>Somewhere that mail or goods can be sent to, and that people could have entered as well.</summary>
    public static bool IsPlace(Address address) =>
        (address.Line1 ?? address.Line2 ?? address.City ?? address.PostalCode) is not null && !AddressRules.Check(null, address).Any;

    /// <summary>The same for addresses that differ in case, spaces and accents only, or in who is to be found there.</summary>
    public static string KeyOf(Address address)
    {
        string?[] parts = [address.Line1 + address.Line2, address.City, address.Region, address.PostalCode, address.Country];
        var place = string.Join('\n', parts.Select(part => string.Concat(SearchWords.Fold(part ?? "").Where(c => !char.IsWhiteSpace(c)))));
        return Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(place)).AsSpan(0, 9));
    }
}
