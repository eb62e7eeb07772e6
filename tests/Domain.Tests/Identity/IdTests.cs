using Customers.Domain.Identity;
using Customers.Domain.Tests.Setup;
using Microsoft.Extensions.Time.Testing;

namespace Customers.Domain.Tests.Identity;

public sealed class IdTests
{
    private const string Part = "01k0000000000000000000000a";

    [Fact]
    public void Ids_rise_within_a_millisecond_over_time_and_when_the_clock_goes_back()
    {
        var clock = new FakeTimeProvider(Sample.Start) { AutoAdvanceAmount = TimeSpan.Zero };
        var ids = new UlidSource(clock);
        var made = Enumerable.Range(0, 300).Select(i =>
        {
            if (i == 100) clock.Advance(TimeSpan.FromMilliseconds(1));
            if (i == 200) clock.AdjustTime(Sample.Start.AddDays(-1));
            return ids.New("cus");
        }).ToList();

        Assert.Equal(made.Order(StringComparer.Ordinal), made);
        Assert.Equal(300, made.Distinct().Count());
        Assert.All(made, id => Assert.True(CustomerId.TryParse(id, out _)));
    }

    [Fact]
    public async Task Ids_made_at_once_are_unique()
    {
        var ids = new UlidSource(new FakeTimeProvider(Sample.Start));
        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Enumerable.Range(0, 1000).Select(_ => ids.New("x")).ToList())));
        Assert.Equal(8000, made.SelectMany(all => all).Distinct().Count());
    }

    [Fact]
    public void Seeded_ids_repeat_and_rise()
    {
        var seed = Enumerable.Repeat((byte)0xff, SeededIds.SeedLength).ToArray();
        var (first, again) = (new SeededIds(Sample.Start, seed), new SeededIds(Sample.Start, seed));
        var made = Enumerable.Range(0, 20).Select(_ => first.New("cus")).ToList();

        Assert.Equal(made, Enumerable.Range(0, 20).Select(_ => again.New("cus")));
        Assert.Equal(made.Order(StringComparer.Ordinal), made);
        Assert.StartsWith(new UlidSource(new FakeTimeProvider(Sample.Start)).New("cus")[..14], made[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cus_" + Part, true)]
    [InlineData("cus_" + Part + "a", false)]
    [InlineData("cus_01K0000000000000000000000A", false)]
    [InlineData("cus_01k000000000000000000000/a", false)]
    [InlineData("ord_" + Part, false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_customer_id_is_its_prefix_and_26_characters(string? text, bool fits) => Assert.Equal(fits, CustomerId.TryParse(text, out _));

    [Theory]
    [InlineData("ord_" + Part + Part, true)]
    [InlineData("inv_" + Part + Part, false)]
    [InlineData("ord_" + Part, false)]
    [InlineData("ord_" + Part + "01k000000000000000000000 a", false)]
    [InlineData(null, false)]
    public void A_documents_id_names_its_customer(string? text, bool fits)
    {
        Assert.Equal(fits, CustomerId.TryFromDocumentId(text, "ord", out var id));
        if (fits) Assert.Equal("cus_" + Part, id.Value);
    }

    [Fact]
    public void A_new_documents_id_leads_back_to_its_customer()
    {
        var ids = new UlidSource(new FakeTimeProvider(Sample.Start));
        var customer = CustomerId.New(ids);
        Assert.True(CustomerId.TryFromDocumentId(customer.NewDocumentId(ids, "inv"), "inv", out var found));
        Assert.Equal(customer, found);
        Assert.Throws<InvalidOperationException>(() => default(CustomerId).Value);
    }
}
