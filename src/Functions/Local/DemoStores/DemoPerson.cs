using System.Globalization;

namespace Customers.Functions.Local.DemoStores;

public sealed record DemoAddress(string Street, string Street2, string City, string PostCode, string Country, string CountryName);

/// <summary>One made-up person; the same number is the same person, with the same email, in both stores.</summary>
public sealed record DemoPerson(int Number, string FirstName, string LastName, string Email, string Company, string Phone, DemoAddress Address)
{
    /// <summary>Every fifth person only ever orders as a guest.</summary>
    public static bool AlwaysGuest(int number) => number % 5 == 0;

    /// <summary>Every fifth orders as a guest at first and has an account later.</summary>
    public static bool RegistersLate(int number) => number % 5 == 1;

    public static DemoPerson Of(int seed, int number)
    {
        var dice = Dice.For(seed, number, purpose: 1);
        var region = dice.Pick(DemoNames.Regions);
        var digits = number.ToString(CultureInfo.InvariantCulture);
        return new(
            number, dice.Pick(region.FirstNames), dice.Pick(region.LastNames), $"{region.Slug}.{digits}@example.com",
            dice.Pick(DemoNames.Companies),
            dice.OneIn(3) ? "" : region.PhonePrefix + (5550000 + number % 10000).ToString(CultureInfo.InvariantCulture),
            new(dice.Pick(region.Streets), dice.OneIn(6) ? "c/o 🐈" : "", region.City, region.PostCode, region.Country, region.CountryName));
    }
}
