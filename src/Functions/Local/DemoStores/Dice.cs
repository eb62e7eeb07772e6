namespace Customers.Functions.Local.DemoStores;

/// <summary>SplitMix64: one seed and index always roll the same numbers, on every machine and framework version.</summary>
public sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    public static Dice For(int seed, int index, int purpose) =>
        new(((ulong)(uint)seed << 40) ^ ((ulong)(uint)purpose << 33) ^ (uint)index);

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>0 to <paramref name="sides"/> − 1.</summary>
    public int Roll(int sides) => (int)(Next() % (ulong)sides);

    public bool OneIn(int sides) => Roll(sides) == 0;

    public T Pick<T>(IReadOnlyList<T> from) => from[Roll(from.Count)];
}
