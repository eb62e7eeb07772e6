namespace Customers.Functions.Storage.Sqlite;

/// <summary>A piece of SQL with the values of its question marks, in order.</summary>
internal sealed record Sql(string Text, params Cell[] Cells)
{
    public static Sql operator +(Sql left, Sql right) => new(left.Text + right.Text, [.. left.Cells, .. right.Cells]);
    public static implicit operator Sql(string text) => new(text);

    public static Sql Join(string separator, IEnumerable<Sql> parts)
    {
        var all = parts.ToArray();
        return new(string.Join(separator, all.Select(part => part.Text)), [.. all.SelectMany(part => part.Cells)]);
    }

    public Statement On(Connection connection)
    {
        var statement = connection.Prepare(Text);
        foreach (var cell in Cells) statement.With(cell);
        return statement;
    }

    public long Scalar(Connection connection)
    {
        using var row = On(connection);
        return row.Step() ? row.Number(0) : 0;
    }
}
