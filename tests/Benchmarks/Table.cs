using System.Globalization;

namespace Customers.Benchmarks;

/// <summary>The figures, in Markdown.</summary>
internal sealed class Table
{
    private readonly List<string> _rows = [];

    public void Rate(string what, int count, TimeSpan taken, double? wanted = null, HubProcess? hub = null)
    {
        var perSecond = count / taken.TotalSeconds;
        Add(new(what, $"{Whole(perSecond)}/s", "", wanted is { } min ? $"≥ {Whole(min)}/s" : "", perSecond >= (wanted ?? 0)), hub, count);
    }

    /// <param name="perSecond">Null where only the latency matters.</param>
    public void Load(string what, LoadResult result, double? perSecond = null, double? p99 = null, HubProcess? hub = null)
    {
        var targets = new[] { perSecond is { } rate ? $"≥ {Whole(rate)}/s" : null, p99 is { } ms ? $"p99 ≤ {ms} ms" : null };
        var reached = result.PerSecond >= (perSecond ?? 0) && result.Milliseconds(99) <= (p99 ?? double.MaxValue);
        Add(new(what, $"{Whole(result.PerSecond)}/s", $"{Short(result.Milliseconds(50))} / {Short(result.Milliseconds(99))} ms", string.Join(", ", targets.OfType<string>()), reached), hub, result.Count);
    }

    public void Time(string what, TimeSpan taken, TimeSpan? wanted = null, HubProcess? hub = null) =>
        Add(new(what, Span(taken), "", wanted is { } most ? $"≤ {Span(most)}" : "", taken <= (wanted ?? TimeSpan.MaxValue)), hub, count: 1);

    /// <summary>How much more memory was held at the most than before.</summary>
    public void Memory(string what, long megabytes, long wanted, long peak, TimeSpan processorEach)
    {
        _rows.Add($"| {what} | {megabytes} MB more |  | ≤ {wanted} MB | {(megabytes <= wanted ? "yes" : "no")} | {Each(processorEach)} | {peak} MB |");
        Console.WriteLine(_rows[^1]);
    }

    public void Print()
    {
        Console.WriteLine();
        Console.WriteLine("| what | measured | p50 / p99 | wanted | reached | processor time, each | memory, peak |");
        Console.WriteLine("| --- | ---: | ---: | ---: | :-: | ---: | ---: |");
        foreach (var row in _rows) Console.WriteLine(row);
    }

    /// <summary>Memory is the hub's peak since the row before it; more than 300 MB is never wanted. So is its processor time.</summary>
    private void Add(Row row, HubProcess? hub, int count)
    {
        const int mostMegabytes = 300;
        var (memory, processor) = hub?.TakeUse() ?? default;
        var mark = row.Wanted.Length == 0 ? "" : row.Reached ? "yes" : "no";
        var use = hub is null ? " | " : $"{Each(processor / count)} | {memory} MB{(memory > mostMegabytes ? " (too much)" : "")}";
        _rows.Add($"| {row.What} | {row.Measured} | {row.Latency} | {row.Wanted} | {mark} | {use} |");
        Console.WriteLine(_rows[^1]);
    }

    private static string Whole(double number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Short(double milliseconds) => milliseconds.ToString(milliseconds < 10 ? "0.00" : "0.0", CultureInfo.InvariantCulture);

    private static string Span(TimeSpan time) => time.TotalSeconds < 1 ? $"{Short(time.TotalMilliseconds)} ms" : $"{time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s";

    private static string Each(TimeSpan time) => time.TotalMilliseconds < 10 ? $"{Whole(time.TotalMicroseconds)} µs" : Span(time);

    private sealed record Row(string What, string Measured, string Latency, string Wanted, bool Reached);
}
