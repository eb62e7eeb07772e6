namespace Customers.Functions.Storage.Sqlite;

/// <summary>
/// A declared index over a type's fields, and then the id. It leaves out documents without its first field, so that an
/// index led by a rarely set field is as small as that field is rare.
/// </summary>
internal sealed record FieldIndex(FieldTable Table, string[] Fields, bool InPartition)
{
    public string Name { get; } = FieldTable.Quote($"{(InPartition ? "partition" : "all")}-{Table.Type.Name}-{string.Join('-', Fields)}");

    private string Sql
    {
        get
        {
            var columns = Fields.Select(FieldTable.Quote).Append("id");
            if (InPartition) columns = columns.Prepend("partition");
            var present = Fields.Length == 0 ? "" : $" WHERE {FieldTable.Quote(Fields[0])} IS NOT NULL";
            return $"CREATE INDEX {Name} ON {Table.Name}({string.Join(", ", columns)}){present}";
        }
    }

    /// <summary>Creates what is declared and drops what no longer is.</summary>
    public static void Keep(Connection connection, FieldTable table)
    {
        var declared = table.Indexes.ToDictionary(index => index.Name);
        var found = new List<string>();
        using (var rows = connection.Prepare("SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL").With(table.Name.Trim('"')))
            while (rows.Step()) found.Add(FieldTable.Quote(rows.Text(0)));
        foreach (var name in found.Where(name => !declared.ContainsKey(name))) connection.Execute($"DROP INDEX {name}");
        foreach (var name in declared.Keys.Except(found)) connection.Execute(declared[name].Sql);
    }

    /// <summary>Walking it gives the order asked for, once the fields before are fixed by equality.</summary>
    public bool Orders(string? sortBy, IReadOnlySet<string> equal)
    {
        var fixedFields = sortBy is null ? Fields : Fields.Length > 0 && Fields[^1] == sortBy ? Fields[..^1] : null;
        return fixedFields is not null && fixedFields.All(equal.Contains);
    }
}
