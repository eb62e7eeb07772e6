using System.Globalization;

namespace Customers.Benchmarks;

/// <summary>The figures of lists, in Markdown: each over one connection, a filter in every order.</summary>
internal sealed class ListTable
{
    private readonly List<string> _rows = [];

    public void Add(string what, string matches, LoadResult result, TimeSpan processor, (int Middle, int Most) pages)
    {
        _rows.Add(string.Create(CultureInfo.InvariantCulture,
            $"| {what} | {matches} | {result.Milliseconds(50):0.0} / {result.Milliseconds(99):0.0} ms | {processor.TotalMilliseconds:0.0} ms | {pages.Middle:N0} / {pages.Most:N0} |"));
        Console.WriteLine(_rows[^1]);
    }

    public void Print()
    {
        if (_rows.Count == 0) return;
        Console.WriteLine();
        Console.WriteLine("| 1,000,000 customers: list | matches | p50 / p99 | processor time, each | pages looked at, middle / most |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: |");
        foreach (var row in _rows) Console.WriteLine(row);
    }
}
