using Customers.Domain.Identity;

namespace Customers.Domain.Tests;

public sealed class SeededIdsTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);
    private static readonly byte[] Seed = [255, 2, 3, 4, 5, 6, 7, 8, 9, 10];

    [Fact]
    public void The_same_seed_gives_the_same_ids_in_their_order()
    {
        string[] first = Ids(Seed), again = Ids(Seed);
        Assert.Equal(first, again);
        Assert.Equal(first.Order(StringComparer.Ordinal), first);
        Assert.Equal(100, first.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Another_seed_gives_other_ids() => Assert.Empty(Ids(Seed).Intersect(Ids([9, .. Seed[1..]]), StringComparer.Ordinal));

    [Fact]
    public void They_sort_by_their_instant_as_all_ids_do()
    {
        var later = new UlidSource(new Microsoft.Extensions.Time.Testing.FakeTimeProvider(At.AddMilliseconds(1))).New("cus");
        Assert.All(Ids(Seed), id => Assert.True(string.CompareOrdinal(id, later) < 0));
        Assert.All(Ids(Seed), id => Assert.True(CustomerId.TryParse(id, out _)));
    }

    private static string[] Ids(byte[] seed)
    {
        var source = new SeededIds(At, seed);
        return [.. Enumerable.Range(0, 100).Select(_ => source.New("cus"))];
    }
}
