namespace Customers.Functions.Local.DemoStores;

/// <summary>The numbers whose remainder is kept, countable and addressable by rank without visiting them.</summary>
internal sealed class Sieve
{
    private readonly int _cycle;
    private readonly int[] _kept;

    public Sieve(int cycle, Func<int, bool> keeps) => (_cycle, _kept) = (cycle, [.. Enumerable.Range(0, cycle).Where(keeps)]);

    /// <summary>How many kept numbers are below <paramref name="number"/>; also the rank of the first that is not.</summary>
    public int CountBelow(int number) =>
        number / _cycle * _kept.Length + _kept.Count(r => r < number % _cycle);

    public int At(int rank) => rank / _kept.Length * _cycle + _kept[rank % _kept.Length];

    public bool IsEmpty => _kept.Length == 0;
}
