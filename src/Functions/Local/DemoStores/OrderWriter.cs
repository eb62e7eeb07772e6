using Customers.Domain.Amounts;

namespace Customers.Functions.Local.DemoStores;

/// <summary>Makes up the orders of one kind of store.</summary>
internal abstract class OrderWriter(int seed, DemoStory[] stories)
{
    private static readonly decimal[] Carriage = [0m, 4.90m, 4.90m, 12.00m];

    public int Seed => seed;

    protected abstract (Currency Shop, Currency Presentment) Currencies(int index, int count, Dice dice);

    protected abstract int Decimals(Currency currency);

    protected abstract decimal Fee(Dice dice);

    public DemoOrder Write(int index, DemoShop shop)
    {
        var dice = Dice.For(seed, index, purpose: 2);
        var story = stories[index % stories.Length];
        var changed = shop.UpdatedAt(index);
        var created = changed.AddSeconds(-7200 - dice.Roll(20 * 86400));
        var number = shop.FirstPerson + dice.Roll(shop.Population);
        var buyer = index % 37 == 5 ? null : shop.Person(number);
        var (currency, presentment) = Currencies(index, shop.Count, dice);
        var rate = buyer is null or { Address.Country: "DE" } ? 0.19m : 0m;
        return new()
        {
            Index = index,
            Story = story,
            Buyer = buyer,
            AccountSince = buyer is null ? null : shop.AccountOf(number, at: created),
            Currency = currency,
            PresentmentCurrency = presentment,
            Lines = Lines(index, story, buyer?.Address.Country, currency, dice),
            Shipping = new(Converted(dice.Pick(Carriage), currency), rate, Decimals(currency)),
            Fee = new(Converted(Fee(dice), currency), rate, Decimals(currency)),
            Note = dice.OneIn(5) ? "Bitte klingeln 🔔\nשלום" : "",
            CreatedAt = created,
            LastChangedAt = changed,
        };
    }

    private List<DemoLine> Lines(int index, DemoStory story, string? country, Currency currency, Dice dice)
    {
        // A part of the orders is long enough to need several pages of lines.
        var count = index % 45 == 7 ? 60 + dice.Roll(70) : 1 + dice.Roll(4);
        if (story == DemoStory.PartlyRefunded) count = Math.Max(count, 2);
        var percentOff = dice.OneIn(6) ? 10m : 0m;
        return [.. Enumerable.Range(0, count).Select(position =>
        {
            var product = dice.Pick(DemoProduct.All);
            var quantity = 1 + dice.Roll(4);
            var (price, rate, decimals) = (Converted(product.Price, currency), product.TaxRate(country), Decimals(currency));
            var full = quantity * price;
            var off = Math.Round(full * percentOff / 100, Math.Min(decimals, currency.Decimals), MidpointRounding.AwayFromZero);
            return new DemoLine(position, product, quantity, price, new(full, rate, decimals), new(full - off, rate, decimals));
        })];
    }

    // Whole units where the currency has no decimals, though the store may show two.
    private decimal Converted(decimal euro, Currency currency) =>
        Math.Round(euro * Rate(currency), Math.Min(Decimals(currency), currency.Decimals), MidpointRounding.AwayFromZero);

    internal static decimal Rate(Currency currency) => currency.Code switch
    {
        "JPY" => 171.3m,
        "KWD" => 0.3573m,
        "USD" => 1.09m,
        "CHF" => 0.94m,
        _ => 1m,
    };
}

internal sealed class ShopifyOrderWriter(int seed) : OrderWriter(seed, DemoStories.Shopify)
{
    private static readonly Currency[] Presentments = [.. "EUR EUR EUR EUR USD CHF JPY KWD".Split(' ').Select(Currency.Parse)];

    // The shop began in Kuwait: its oldest orders keep dinars, with three decimals, as their shop money.
    protected override (Currency Shop, Currency Presentment) Currencies(int index, int count, Dice dice)
    {
        var presentment = dice.Pick(Presentments);
        var kuwait = Currency.Parse("KWD");
        return index < count / 30 ? (kuwait, kuwait) : (Currency.Parse("EUR"), presentment);
    }

    protected override int Decimals(Currency currency) => currency.Decimals;

    protected override decimal Fee(Dice dice) => 0;
}

internal sealed class WooCommerceOrderWriter(int seed) : OrderWriter(seed, DemoStories.WooCommerce)
{
    private static readonly Currency[] Sold = [.. "EUR EUR EUR EUR EUR EUR USD CHF JPY KWD".Split(' ').Select(Currency.Parse)];
    private static readonly decimal[] Fees = [0m, 0m, 0m, 0m, 0m, 0m, 2.50m, -0.50m];

    protected override (Currency Shop, Currency Presentment) Currencies(int index, int count, Dice dice)
    {
        var sold = dice.Pick(Sold);
        return (sold, sold);
    }

    // The number of decimals is a setting of the site, the same for every currency.
    protected override int Decimals(Currency currency) => 2;

    protected override decimal Fee(Dice dice) => dice.Pick(Fees);
}
