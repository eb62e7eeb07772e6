namespace Customers.Functions.Local.DemoStores;

/// <summary>
/// A shop of any number of orders, none of them kept: order i is worked out from the seed and i.
/// Update times never fall with i, so what changed since a moment is a range of indexes.
/// </summary>
public sealed class DemoShop
{
    private static readonly TimeSpan Span = TimeSpan.FromDays(120);
    private readonly DateTimeOffset _start;
    private readonly OrderWriter _writer;

    internal DemoShop(int count, int firstPerson, DateTimeOffset now, OrderWriter writer)
    {
        (Count, FirstPerson, _writer) = (count, firstPerson, writer);
        Population = PopulationOf(count);
        _start = new DateTimeOffset(now.Ticks - now.Ticks % TimeSpan.TicksPerSecond, TimeSpan.Zero) - Span - TimeSpan.FromHours(1);
    }

    public int Count { get; }

    /// <summary>The shop's people are numbered from <see cref="FirstPerson"/>.</summary>
    public int FirstPerson { get; }
    public int Population { get; }

    internal static int PopulationOf(int orders) => Math.Max(20, orders / 3);

    public DemoOrder Order(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return _writer.Write(index, this);
    }

    public DateTimeOffset UpdatedAt(int index) => _start.AddSeconds(Math.Floor(Span.TotalSeconds / Count * TieLeader(index)));

    /// <summary>The orders that a person placed with an account, by looking at all of them.</summary>
    public IEnumerable<DemoOrder> OrdersOf(int person) =>
        Enumerable.Range(0, Count).Select(Order).Where(order => order.AccountSince is not null && order.Buyer?.Number == person);

    public DemoPerson Person(int number) => DemoPerson.Of(_writer.Seed, number);

    /// <summary>When a person's account was opened; meaningless for those who always stay guests.</summary>
    public DateTimeOffset RegisteredAt(int number) =>
        DemoPerson.RegistersLate(number) ? UpdatedAt(Count / 2) : _start.AddHours(-1 - number % 2000);

    /// <summary>When the account was opened that a person has at that moment; null while a guest.</summary>
    public DateTimeOffset? AccountOf(int number, DateTimeOffset at) =>
        !DemoPerson.AlwaysGuest(number) && RegisteredAt(number) is var since && since <= at ? since : null;

    /// <summary>The first order updated at <paramref name="moment"/> or later; <see cref="Count"/> if none was.</summary>
    public int FirstUpdatedFrom(DateTimeOffset moment)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (UpdatedAt(middle) < moment) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    // Orders share their second: a handful each time, and now and then a bulk edit of sixty.
    private static int TieLeader(int index) => (index % 1000) switch
    {
        >= 70 and < 130 => index - index % 1000 + 70,
        _ => index % 12 < 5 ? index - index % 12 : index,
    };
}
