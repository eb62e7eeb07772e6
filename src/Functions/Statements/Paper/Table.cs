namespace Customers.Functions.Statements.Paper;

/// <summary>A column; null width = as wide as its widest cell (figures, which are set to the right and never wrapped) or the rest (one column, wrapped).</summary>
internal sealed record Column(string Title, bool Figures = false, double? Width = null);

/// <summary>A table whose header is repeated on each page. A row is kept together unless it is longer than a page.</summary>
internal sealed class Table
{
    private const double Gap = 12;
    private const double Padding = 3.5;
    private const double LeastFigures = 56;
    private static readonly TextStyle HeaderStyle = new(7.5, Bold: true, Muted: true);
    private static readonly TextStyle Plain = new(8.5);
    private static readonly TextStyle Strong = new(8.5, Bold: true);
    private readonly Pages _pages;
    private readonly IReadOnlyList<Column> _columns;
    private readonly double[] _widths;

    /// <param name="rows">All that will be written, to find how wide the figures are.</param>
    public Table(Pages pages, IReadOnlyList<Column> columns, IReadOnlyList<string[]> rows)
    {
        (_pages, _columns) = (pages, columns);
        _widths = [.. columns.Select((column, i) => column.Width ?? (column.Figures ? Widest(column, rows.Select(row => row[i])) : 0))];
        var rest = Array.FindIndex(_widths, width => width == 0);
        if (rest >= 0) _widths[rest] = Pages.Width - _widths.Sum() - Gap * (columns.Count - 1);
    }

    /// <summary>A page is turned unless a few rows fit below the header.</summary>
    public void Header()
    {
        if (!_pages.Fits(4 * RowHeight(1))) _pages.NextPage();
        Cells([.. _columns.Select(c => TextLine.Of(c.Title, HeaderStyle))], HeaderStyle);
        _pages.Y += HeaderStyle.LineHeight + 2;
        _pages.Rule(0.8);
    }

    public void Row(string[] cells, bool strong = false)
    {
        var style = strong ? Strong : Plain;
        var lines = cells.Select((cell, i) => _columns[i].Figures ? [TextLine.Of(cell, style)] : TextLine.Wrap(cell, style, _widths[i])).ToArray();
        var count = lines.Max(l => l.Count);
        if (!_pages.Fits(RowHeight(count)) && RowHeight(count) < Pages.FullHeight / 2) Turn();
        _pages.Y += Padding;
        for (var i = 0; i < count; i++)
        {
            if (!_pages.Fits(Plain.LineHeight + Padding))
            {
                Turn();
                _pages.Y += Padding;
            }

            Cells([.. lines.Select(l => i < l.Count ? l[i] : null)], style);
            _pages.Y += Plain.LineHeight;
        }

        _pages.Y += Padding;
        _pages.Rule(0.4, faint: true);
    }

    private void Turn()
    {
        _pages.NextPage();
        Header();
    }

    private void Cells(TextLine?[] cells, TextStyle style)
    {
        var x = Pages.Left;
        for (var i = 0; i < cells.Length; i++)
        {
            if (cells[i] is { } line) _pages.Write(line, style, _columns[i].Figures ? x + _widths[i] - line.Width : x);
            x += _widths[i] + Gap;
        }
    }

    private static double RowHeight(int lines) => lines * Plain.LineHeight + 2 * Padding;

    private static double Widest(Column column, IEnumerable<string> cells) =>
        cells.Select(cell => TextLine.Of(cell, Strong).Width).Append(TextLine.Of(column.Title, HeaderStyle).Width).Append(LeastFigures).Max();
}
