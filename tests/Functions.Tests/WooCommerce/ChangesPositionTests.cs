using Customers.Functions.WooCommerce;

namespace Customers.Functions.Tests.WooCommerce;

public sealed class ChangesPositionTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(99, 1)]
    [InlineData(100, 1)]
    [InlineData(250, 1)]
    [InlineData(250, 7)]
    [InlineData(1000, 60)]
    [InlineData(1000, 100)]
    [InlineData(1000, 101)]
    [InlineData(1000, 300)]
    [InlineData(700, 700)]
    public void Every_change_is_read_however_many_share_a_second(int count, int perSecond)
    {
        var shop = new UnstableShop(Enumerable.Range(0, count).ToDictionary(id => id, id => Start.AddSeconds(id / perSecond)), seed: count + perSecond);

        Assert.Equal(count, shop.ReadAll(Start).Distinct().Count());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Orders_that_change_meanwhile_push_none_out(int seed)
    {
        var shop = new UnstableShop(Enumerable.Range(0, 900).ToDictionary(id => id, id => Start.AddSeconds(id / 300)), seed) { ChangesPerPage = 9 };

        Assert.Equal(900, shop.ReadAll(Start).Distinct().Count());
    }

    [Fact]
    public void A_position_survives_its_token()
    {
        var position = new ChangesPosition(Trash: true, Start, Page: 3, Held: 250);

        Assert.Equal(position, ChangesPosition.FromToken(position.ToToken()));
    }

    /// <summary>Sorts by time with another order of equals for each page, and changes orders between pages.</summary>
    private sealed class UnstableShop(Dictionary<int, DateTimeOffset> modified, int seed)
    {
        private readonly Random _random = new(seed);
        private DateTimeOffset _now = Start.AddDays(1);
        private int _changesLeft = 300;

        public int ChangesPerPage { get; init; }

        public List<int> ReadAll(DateTimeOffset since)
        {
            List<int> read = [];
            for (ChangesPosition? position = ChangesPosition.Start(since); position is not null;)
            {
                Assert.True(read.Count < 100_000, "It never ends.");
                var (page, held) = Page(position);
                read.AddRange(page);
                position = position.Next(page.Count, page.Count == 0 ? null : modified[page[^1]], held);
                for (var change = 0; change < ChangesPerPage && _changesLeft > 0; change++, _changesLeft--)
                    modified[_random.Next(modified.Count)] = _now = _now.AddSeconds(1);
            }
            return read;
        }

        private (List<int> Page, int Held) Page(ChangesPosition position)
        {
            var query = position.Query().ToDictionary(p => p.Key, p => p.Value);
            var (after, before) = (Time(query["modified_after"]), query.TryGetValue("modified_before", out var end) ? Time(end) : DateTimeOffset.MaxValue);
            var found = modified.Where(o => o.Value > after && o.Value < before).Select(o => o.Key).ToList();
            var sorted = query["orderby"] == "id" ? found.Order() : found.OrderBy(id => modified[id]).ThenBy(_ => _random.Next());
            List<int> page = [.. sorted.Skip((int.Parse(query["page"], System.Globalization.CultureInfo.InvariantCulture) - 1) * 100).Take(100)];
            return (page, page.Count == 0 ? 0 : found.Count);
        }

        private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text + "Z", System.Globalization.CultureInfo.InvariantCulture);
    }
}
