using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using Customers.Domain.Outcomes;
using CsvHelper;

namespace Customers.Functions.Imports;

/// <summary>A file of rows under a header; delimiter <c>,</c> or <c>;</c>, whichever the header has more of.</summary>
internal sealed class CsvFile : IDisposable
{
    private const int LongestRow = 256 * 1024;
    private const int LongestHeader = 16 * 1024;
    private readonly Stream _content;
    private readonly CsvReaderOptions _options;
    private CsvReader _csv;
    private FilePosition _start = new(0, 1);
    private Column[] _columns = [];
    private long _malformedLine;

    private CsvFile(Stream content, char separator)
    {
        _content = content;
        _options = new()
        {
            Separator = separator,
            HasHeader = false,
            TrackLineNumbers = true,
            TrimWhitespace = true,
            MaxRecordSize = LongestRow,
            OnMalformedRecord = malformed => _malformedLine = malformed.LineNumber,
        };
        _csv = CsvReader.Create(content, _options, true);
    }

    /// <summary>Refusals: <c>validation-failed</c> with everything that is wrong with the header.</summary>
    /// <param name="content">Can seek; it is closed together with the file.</param>
    /// <param name="last">Rows follow behind this one; null: behind the header.</param>
    public static async Task<Outcome<CsvFile>> OpenAsync(Stream content, IReadOnlyList<Column> columns, IReadOnlyList<string[]> required, FilePosition? last, CancellationToken cancel)
    {
        var start = new byte[LongestHeader];
        var read = await content.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancel);
        content.Position = 0;
        var line = Encoding.UTF8.GetString(start, 0, read).Split('\n')[0];
        var file = new CsvFile(content, line.Count(c => c == ';') > line.Count(c => c == ',') ? ';' : ',');
        var faults = await file.ReadHeaderAsync(columns, required, cancel);
        if (!faults.Any && last is not null) await file.GoBehindAsync(last, cancel);
        if (!faults.Any) return file;
        file.Dispose();
        return Refusal.Invalid(faults);
    }

    /// <summary>The rows behind the header; empty ones are passed over.</summary>
    public async IAsyncEnumerable<FileRow> RowsAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        while (true)
        {
            var (more, fault) = await AdvanceAsync(cancel);
            if (fault is not null) yield return fault;
            if (!more) yield break;
            if (Enumerable.Range(0, _csv.FieldCount).Any(i => !_csv.IsEmpty(i))) yield return Current();
        }
    }

    public void Dispose()
    {
        _csv.Dispose();
        _content.Dispose();
    }

    private async Task GoBehindAsync(FilePosition last, CancellationToken cancel)
    {
        _csv.Dispose();
        _content.Position = last.Offset;
        (_csv, _start, _malformedLine) = (CsvReader.Create(_content, _options, true), last, 0);
        await AdvanceAsync(cancel);
        _malformedLine = 0;
    }

    private FilePosition At(long line) => new(_start.Offset + _csv.ByteOffset, _start.Line + line - 1);

    private async Task<(bool More, FileRow? Fault)> AdvanceAsync(CancellationToken cancel)
    {
        var line = _csv.LineNumber;
        try
        {
            return (await _csv.ReadAsync(cancel), null);
        }
        catch (CsvFormatException fault)
        {
            line = fault.LineNumber > 0 ? fault.LineNumber : line + 1;
            // Behind it there is nothing to go on with.
            return (false, new(At(line) with { Offset = _content.Length }, null, $"is longer than {LongestRow} bytes, or has a quote that is never closed; nothing behind it could be read"));
        }
    }

    private FileRow Current()
    {
        var at = At(_csv.LineNumber);
        if (_csv.LineNumber == _malformedLine) return new(at, null, "has a quote in the wrong place, or one that is not closed");
        if (_csv.FieldCount != _columns.Length) return new(at, null, $"has {_csv.FieldCount} cells; the header has {_columns.Length}");
        var cells = new JsonObject();
        for (var i = 0; i < _columns.Length; i++) _columns[i].Set(cells, CsvCell.Read(_csv.GetString(i)));
        return new(at, cells, null);
    }

    private async Task<Faults> ReadHeaderAsync(IReadOnlyList<Column> columns, IReadOnlyList<string[]> required, CancellationToken cancel)
    {
        var faults = new Faults();
        var byName = columns.ToDictionary(c => c.Name, StringComparer.OrdinalIgnoreCase);
        string[] names = (await AdvanceAsync(cancel)).More ? [.. Enumerable.Range(0, _csv.FieldCount).Select(_csv.GetString)] : [];
        foreach (var group in names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase))
        {
            faults.Require(byName.ContainsKey(group.Key), Shown(group.Key), "is no column; the template has them all");
            faults.Require(group.Count() == 1, Shown(group.Key), "comes more than once");
        }

        foreach (var any in required)
            faults.Require(any.Any(name => names.Contains(name, StringComparer.OrdinalIgnoreCase)), any[0], any.Length == 1 ? "is a required column" : $"or {any[1]} is a required column");
        if (!faults.Any) _columns = [.. names.Select(name => byName[name])];
        return faults;
    }

    private static string Shown(string name) => name.Length switch { 0 => "header", > 100 => name[..100], _ => name };
}

/// <param name="At">Where it begins in the file.</param>
/// <param name="Cells">By column, as a request has them; null when it cannot be read.</param>
internal sealed record FileRow(FilePosition At, JsonObject? Cells, string? Fault)
{
    /// <summary>Takes a cell that is no part of the request; null when it is empty or not there.</summary>
    public string? Take(string column)
    {
        var text = (string?)Cells![column];
        Cells.Remove(column);
        return string.IsNullOrEmpty(text) ? null : text;
    }
}
