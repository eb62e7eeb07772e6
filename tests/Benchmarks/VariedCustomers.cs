using Customers.Domain.Accounts;
using Customers.Domain.Customers;
using Customers.Domain.Identity;
using Customers.Domain.Stores;
using Customers.Functions.Local.DemoStores;

namespace Customers.Benchmarks;

/// <summary>Customers of a million that differ in all that lists filter by: some values nearly all have, some only one.</summary>
internal static class VariedCustomers
{
    public const int Count = 1_000_000;
    private const int OnlyInactive = 876_543;

    /// <summary>A word of the name and a tag that go together; a customer has one of these pairs, so other pairs nobody has.</summary>
    private static readonly (string Word, string Tag)[] Apart = [("berlin", "retail"), ("zürich", "online"), ("gent", "trade")];

    public static string OwnerOf(int number) => $"key_{number % 40:d2}";

    public static string ParentOf(int number) => "cus_" + new string('0', 22) + (number % 500).ToString("d4", System.Globalization.CultureInfo.InvariantCulture);

    public static Customer Vary(Customer customer, int number)
    {
        var dice = Dice.For(2, number, purpose: 2);
        var (word, tag) = Apart[dice.Roll(10) switch { < 3 => 0, < 6 => 1, _ => 2 }];
        var (contact, email) = SeedCustomers.PersonOf(Count + number);
        var store = dice.Roll(10);
        return customer with
        {
            OwnerId = dice.OneIn(2) ? OwnerOf(dice.Roll(40)) : null,
            ContactTexts = dice.OneIn(3) ? new Dictionary<string, string> { ["con"] = $"{contact} {email}" } : new(),
            ExternalIds = store > 7 ? [] : [new(store < 5 ? "sto_a" : "sto_b", StoreKind.Shopify, (7_000_000 + number).ToString(System.Globalization.CultureInfo.InvariantCulture))],
            Account = dice.OneIn(5_000) ? customer.Account with { Hold = new(HoldMode.Manual, true, "waits", customer.CreatedAt, "key_1") } : customer.Account,
            Profile = customer.Profile with
            {
                Name = $"{customer.Profile.Name} {word}",
                Kind = dice.OneIn(10) ? CustomerKind.Business : CustomerKind.Individual,
                Channel = dice.OneIn(2) ? Channel.B2b : Channel.D2c,
                Status = number == OnlyInactive ? CustomerStatus.Inactive : dice.OneIn(100) ? CustomerStatus.Pending : CustomerStatus.Active,
                IsProspect = dice.OneIn(1_000),
                ParentId = dice.OneIn(20) && CustomerId.TryParse(ParentOf(dice.Roll(500)), out var parent) ? parent : null,
                SalesReps = dice.OneIn(2) ? [$"Rep {dice.Roll(40)}"] : [],
                Tags = [tag, $"fair-{dice.Roll(50)}", .. dice.OneIn(100) ? (string[])["vip"] : [], .. dice.OneIn(10_000) ? (string[])["lost"] : []],
                Classifications = new Dictionary<string, string> { ["region"] = $"R{dice.Roll(10)}" },
            },
        };
    }
}
