using Customers.Domain.Documents;

namespace Customers.Functions.Storage.Sqlite;

/// <summary>
/// The declared fields of one type: a narrow row per document beside its body, indexed as declared, and for each
/// multi-valued field a table of (value, document). Rows are written by difference, so that what a change leaves alone
/// costs no page; a type that declares nothing costs nothing.
/// </summary>
internal sealed class FieldTable
{
    /// <summary>Columns of our own before the fields.</summary>
    private const string Own = "doc, partition, id";
    /// <summary>The single-valued ones, and then the others.</summary>
    private readonly string[] _fields;
    private readonly string[] _columns;
    private readonly int _singles;
    private readonly string _select, _insert, _delete;

    public FieldTable(DocumentType type)
    {
        Type = type;
        Name = Quote($"fields_{type.Name}");
        Exists = type.Fields.Count + type.MultiFields.Count + type.Indexes.Count + type.PartitionIndexes.Count > 0;
        Indexes = [.. IndexesOf(type)];
        if (type.Facets.Count > 0) Facets = new(Indexes[^1]);
        _fields = [.. type.Fields, .. type.MultiFields];
        _singles = _fields.Length - type.MultiFields.Count;
        _columns = [.. _fields.Select(Quote)];
        _select = $"SELECT {string.Join(", ", _columns.DefaultIfEmpty("NULL"))} FROM {Name} WHERE doc = ?";
        _insert = $"INSERT INTO {Name}({string.Join(", ", _columns.Prepend(Own))}) VALUES({string.Join(", ", Enumerable.Repeat("?", 3 + _columns.Length))})";
        _delete = $"DELETE FROM {Name} WHERE doc = ?";
    }

    public DocumentType Type { get; }
    public string Name { get; }
    public bool Exists { get; }
    public IReadOnlyList<FieldIndex> Indexes { get; }
    public FacetIndex? Facets { get; }

    public static string Quote(string name) => name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
        ? $"\"{name}\""
        : throw new ArgumentException($"'{name}' cannot name a type or field: letters, digits, '-' and '_' only.", nameof(name));

    public string ValuesOf(string multiField) => Quote($"values_{Type.Name}_{multiField}");

    public void KeepSchema(Connection connection)
    {
        if (!Exists) return;
        connection.Execute($"CREATE TABLE IF NOT EXISTS {Name}(doc INTEGER PRIMARY KEY, partition TEXT, id TEXT);");
        foreach (var column in _columns.Where(column => connection.Scalar($"SELECT 1 FROM pragma_table_info('fields_{Type.Name}') WHERE name = '{column.Trim('"')}'") == 0))
            connection.Execute($"ALTER TABLE {Name} ADD COLUMN {column};");
        foreach (var field in Type.MultiFields)
            connection.Execute($"CREATE TABLE IF NOT EXISTS {ValuesOf(field)}(value TEXT, doc INTEGER, PRIMARY KEY(value, doc)) WITHOUT ROWID;");
        FieldIndex.Keep(connection, this);
    }

    /// <summary>The cells of a content, in the order of the columns.</summary>
    public Cell[] CellsOf(DocumentContent content)
    {
        var cells = new Cell[_columns.Length];
        var found = 0;
        for (var i = 0; i < cells.Length; i++)
        {
            if (!content.Fields.TryGetValue(_fields[i], out var value)) continue;
            if (i >= _singles != value is FieldValue.Many) throw new ArgumentException($"A field of '{Type.Name}' does not hold what it declares: one value, or many.", nameof(content));
            cells[i] = Cell.From(value);
            found++;
        }
        return found == content.Fields.Count ? cells : throw new ArgumentException(
            $"'{Type.Name}' does not declare {string.Join(", ", content.Fields.Keys.Except(_fields))}.", nameof(content));
    }

    public void Insert(Connection connection, long doc, string partition, string id, Cell[] cells)
    {
        if (!Exists) return;
        var insert = connection.Prepare(_insert).With(doc).With(partition).With(id);
        foreach (var cell in cells) insert.With(cell);
        insert.Run();
        ChangeValues(connection, doc, [], cells);
    }

    public void Update(Connection connection, long doc, Cell[] cells)
    {
        if (_columns.Length == 0) return;
        var before = CellsAt(connection, doc);
        var changed = Enumerable.Range(0, cells.Length).Where(i => !cells[i].Equals(before[i])).ToArray();
        if (changed.Length == 0) return;
        var update = connection.Prepare($"UPDATE {Name} SET {string.Join(", ", changed.Select(i => $"{_columns[i]} = ?"))} WHERE doc = ?");
        foreach (var i in changed) update.With(cells[i]);
        update.With(doc).Run();
        ChangeValues(connection, doc, before, cells);
    }

    public void Delete(Connection connection, long doc)
    {
        if (!Exists) return;
        ChangeValues(connection, doc, CellsAt(connection, doc), []);
        connection.Prepare(_delete).With(doc).Run();
    }

    private Cell[] CellsAt(Connection connection, long doc)
    {
        using var row = connection.Prepare(_select).With(doc);
        row.Step();
        return [.. Enumerable.Range(0, _columns.Length).Select(row.Cell)];
    }

    private void ChangeValues(Connection connection, long doc, Cell[] before, Cell[] after)
    {
        for (var i = _singles; i < _columns.Length; i++)
        {
            var (old, now) = (before.ElementAtOrDefault(i), after.ElementAtOrDefault(i));
            if (old.Equals(now)) continue;
            var (had, has) = (ValueSet.Values(old), ValueSet.Values(now));
            var values = ValuesOf(_fields[i]);
            foreach (var value in had.Except(has)) connection.Prepare($"DELETE FROM {values} WHERE value = ? AND doc = ?").With(value).With(doc).Run();
            foreach (var value in has.Except(had)) connection.Prepare($"INSERT INTO {values}(value, doc) VALUES(?, ?)").With(value).With(doc).Run();
        }
    }

    private IEnumerable<FieldIndex> IndexesOf(DocumentType type)
    {
        foreach (var fields in type.PartitionIndexes) yield return new(this, fields, InPartition: true);
        // One that a list is sorted by may be the index of the facets, which comes last.
        foreach (var fields in type.Indexes.Where(fields => type.Facets.Count == 0 || !fields.SequenceEqual(type.Facets))) yield return new(this, fields, InPartition: false);
        if (type.IsListedById && type.Indexes.Count + type.MultiFields.Count > 0 && type.Indexes.All(fields => fields.Length > 0)) yield return new(this, [], InPartition: false);
        if (type.Facets.Count > 0) yield return new(this, [.. type.Facets], InPartition: false);
    }
}
