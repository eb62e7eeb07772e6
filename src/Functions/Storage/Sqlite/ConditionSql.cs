using System.Text;
using Customers.Domain.Documents;

namespace Customers.Functions.Storage.Sqlite;

/// <summary>
/// A condition as SQL: over the row of a type's fields (<see cref="OnRow"/>), and, where an index answers it alone, as the
/// list of documents that meet it (<see cref="Documents"/>).
/// </summary>
internal sealed class ConditionSql
{
    // Numbers sort before texts, and texts before blobs: these bounds end the texts, or the numbers, of a column.
    private static readonly Cell FirstText = new(""), BehindTexts = new([], isText: false);

    public ConditionSql(FieldTable table, Condition condition, Query query)
    {
        Field = condition.Field;
        IsEqual = condition is Condition.Equal;
        var multi = condition is Condition.Contains or Condition.AnyPrefix;
        if (!(multi ? table.Type.MultiFields : table.Type.Fields).Contains(condition.Field))
            throw new ArgumentException($"'{table.Type.Name}' declares no {(multi ? "multi-valued " : "")}field '{condition.Field}'.", nameof(condition));
        var column = $"f.{FieldTable.Quote(condition.Field)}";
        OnRow = condition switch
        {
            Condition.Contains contains => new($"instr({column}, ?) > 0", ValueSet.Holding(contains.Value)),
            Condition.AnyPrefix prefix => new($"instr({column}, ?) > 0", ValueSet.HoldingPrefix(prefix.Value)),
            _ => Compare(column, condition),
        };
        if (multi) Documents = $"SELECT doc FROM {table.ValuesOf(condition.Field)} WHERE " + Compare("value", condition);
        else if (table.Indexes.FirstOrDefault(index => !index.InPartition && index != table.Facets?.Index && index.Fields.FirstOrDefault() == condition.Field) is { } index)
            Documents = $"SELECT doc FROM {table.Name} f INDEXED BY {index.Name} WHERE " + OnRow;
        if (query.After is not null && query.SortBy == condition.Field) OnRow = Compare(column, condition, query.Descending);
    }

    public string Field { get; }
    public bool IsEqual { get; }
    public Sql OnRow { get; }
    public Sql? Documents { get; }

    /// <param name="behindPosition">
    /// Set when a page goes on within this field's order, downwards or not: SQLite takes only one bound on each side of an
    /// index, and it must be the position, or every page would walk from the start. A unary plus keeps a bound out.
    /// </param>
    private static Sql Compare(string column, Condition condition, bool? behindPosition = null) => condition switch
    {
        Condition.Equal { Value: not FieldValue.Many } equal => new($"{column} = ?", Cell.From(equal.Value)),
        Condition.Contains contains => new($"{column} = ?", new Cell(contains.Value)),
        Condition.Prefix prefix => Between(column, new(prefix.Value), Behind(prefix.Value), behindPosition),
        Condition.AnyPrefix prefix => Between(column, new(prefix.Value), Behind(prefix.Value), behindPosition),
        Condition.Range { From: null, To: null } => $"{column} IS NOT NULL",
        Condition.Range { From: not FieldValue.Many, To: not FieldValue.Many } range => Range(column, range, behindPosition),
        _ => throw new ArgumentException($"'{condition.Field}' is compared with one value.", nameof(condition)),
    };

    private static Sql Range(string column, Condition.Range range, bool? behindPosition)
    {
        var numbers = (range.From ?? range.To) is FieldValue.Number;
        var from = range.From is null ? numbers ? new(long.MinValue) : FirstText : Cell.From(range.From);
        var to = range.To is null ? numbers ? FirstText : BehindTexts : Cell.From(range.To);
        return Between(column, from, to, behindPosition);
    }

    private static Sql Between(string column, Cell from, Cell to, bool? behindPosition) =>
        new($"{(behindPosition is false ? "+" : "")}{column} >= ? AND {(behindPosition is true ? "+" : "")}{column} < ?", from, to);

    /// <summary>The first text behind all that start with the prefix: its last byte one higher, which UTF-8 always allows.</summary>
    private static Cell Behind(string prefix)
    {
        if (prefix.Length == 0) return BehindTexts;
        var bytes = Encoding.UTF8.GetBytes(prefix);
        bytes[^1]++;
        return new(bytes, isText: true);
    }
}
