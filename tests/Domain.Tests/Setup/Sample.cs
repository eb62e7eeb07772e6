using Customers.Domain.Amounts;
using Customers.Domain.Customers;
using Customers.Domain.Identity;
using Customers.Domain.Orders;
using Customers.Domain.Stores;

namespace Customers.Domain.Tests.Setup;

/// <summary>Plain values that tests start from.</summary>
public static class Sample
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);
    public static readonly Currency Eur = Currency.Parse("EUR");
    public static readonly Caller Ann = new("key_ann", "Ann", Role.Staff);

    public static Money Euros(long cents) => new(cents, Eur);

    public static CustomerProfile Profile(string name = "ABC Clothing") => new() { Name = name, Currency = Eur };

    public static Store Store(string id = "sto_1") => new()
    {
        Id = id,
        Kind = StoreKind.Shopify,
        Name = "Shop",
        Url = new("https://shop.example"),
        SealedSecrets = "",
        CreatedAt = Start,
        UpdatedAt = Start,
    };

    public static StoreCustomer Guest(string email) => new() { Email = email, FirstName = "Gus", LastName = email };

    public static StoreCustomer Registered(string externalId, string? email = null) => new() { ExternalId = externalId, Email = email, FirstName = "Rey", LastName = externalId };

    /// <summary>A version of an order as of so many minutes after the start.</summary>
    public static StoreOrder Version(string externalId, int at, StoreCustomer? buyer, long billed = 10_000, long paid = 0, long refunded = 0, string currency = "EUR")
    {
        var money = (long minor) => new Money(minor, Currency.Parse(currency));
        return new()
        {
            ExternalId = externalId,
            Number = "#" + externalId,
            PlacedAt = Start,
            UpdatedAt = Start.AddMinutes(at),
            Status = OrderStatus.Confirmed,
            SourceStatus = "open",
            Currency = Currency.Parse(currency),
            Lines = [new("SKU", "Shirt", 1, 100m, money(billed))],
            Totals = new(money(billed - (billed / 7)), money(0), money(0), money(0), money(billed / 7)),
            Billed = money(billed),
            Paid = money(paid),
            Refunded = money(refunded),
            Customer = buyer,
        };
    }
}
