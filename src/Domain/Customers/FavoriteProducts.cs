using Customers.Domain.Identity;

namespace Customers.Domain.Customers;

/// <summary>Which products may be a customer's favourites.</summary>
public static class FavoriteProducts
{
    /// <summary>Could this be a product's id?</summary>
    public static bool IsProductId(string text) =>
        text.Length == IdPrefixes.Product.Length + 27 && text.StartsWith(IdPrefixes.Product + "_", StringComparison.Ordinal)
        && text.Skip(IdPrefixes.Product.Length + 1).All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterLower(c));
}
