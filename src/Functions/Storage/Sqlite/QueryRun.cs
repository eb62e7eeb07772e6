using Customers.Domain.Documents;

namespace Customers.Functions.Storage.Sqlite;

/// <summary>
/// Answers a query. Where the index that gives the order answers all conditions, it is walked and that is all. Else there
/// are conditions to check, and two ways that give the same page: to walk the index and check row by row, which is fast
/// when many rows fit; or to start from the documents that the conditions' own indexes list, which is fast when few do.
/// A short look at the first rows tells: it fills the page, or few rows fit.
/// </summary>
internal sealed class QueryRun(QuerySql sql, QueryBounds bounds)
{
    /// <summary>So many entries of a list are read in the time in which one row is checked.</summary>
    private const long ReadAsOneCheck = 10;

    public Page<StoredDocument> Run(Connection connection)
    {
        if (sql.Query.Partition is not null) return Page(connection, sql.Index is null ? sql.ThroughPartition() : sql.Walk());
        if (sql.Conditions.All(sql.IsInIndex)) return Page(connection, sql.Walk());
        var first = Page(connection, sql.Look(bounds.FirstLook));
        if (first.Next is not null) return first;
        connection.Execute("BEGIN"); // listing and reading must see the same state
        try
        {
            return Page(connection, Candidates(connection) is { } documents ? sql.Sort(documents) : sql.Walk());
        }
        finally
        {
            connection.Execute("COMMIT");
        }
    }

    /// <summary>Few documents that hold the page; null when nothing lists fewer than <see cref="QueryBounds.Wide"/>.</summary>
    private Sql? Candidates(Connection connection)
    {
        var lists = Lists(connection).OrderBy(list => list.Count).ToArray();
        if (lists.Length == 0) return null;
        var common = Common(connection, lists);
        IReadOnlyCollection<long> documents = common.Count <= bounds.Few ? common : FirstInOrder(connection, common);
        return new("SELECT value FROM json_each(?)", new Cell($"[{string.Join(',', documents)}]"));
    }

    /// <summary>None that is so much longer than another that it would not be read.</summary>
    private IEnumerable<List> Lists(Connection connection)
    {
        var most = bounds.Wide;
        foreach (var documents in sql.Conditions.Select(condition => condition.Documents).Append(sql.Facets?.Documents(connection, sql.Query)).OfType<Sql>())
        {
            var count = ("SELECT count(*) FROM (" + documents + $" LIMIT {most})").Scalar(connection);
            if (count >= most) continue;
            most = (int)Math.Min(most, ReadAsOneCheck * count + 1);
            yield return new(documents, (int)count);
        }
    }

    private static HashSet<long> Common(Connection connection, IEnumerable<List> lists)
    {
        HashSet<long>? common = null;
        foreach (var list in lists.TakeWhile(list => common is null || list.Count <= ReadAsOneCheck * common.Count))
        {
            var found = new HashSet<long>(common?.Count ?? list.Count);
            using var rows = list.Documents.On(connection);
            while (rows.Step())
                if (rows.Number(0) is var doc && common?.Contains(doc) is not false) found.Add(doc);
            common = found;
        }
        return common!;
    }

    private List<long> FirstInOrder(Connection connection, HashSet<long> documents)
    {
        var first = new List<long>();
        using var rows = sql.DocumentsInOrder().On(connection);
        while (first.Count <= sql.Query.Limit && rows.Step())
            if (rows.Number(0) is var doc && documents.Contains(doc) && sql.Meets(doc).Scalar(connection) == 1) first.Add(doc);
        return first;
    }

    private Page<StoredDocument> Page(Connection connection, Sql plan)
    {
        using var rows = plan.On(connection);
        var items = new List<StoredDocument>();
        Position? last = null;
        while (rows.Step())
        {
            if (items.Count == sql.Query.Limit) return new(items, last);
            items.Add(sql.Document(rows));
            last = sql.Position(rows);
        }
        return new(items, null);
    }

    private sealed record List(Sql Documents, int Count);
}

/// <param name="FirstLook">Rows of the first look: 500 take about 1 ms.</param>
/// <param name="Few">Up to this many documents are read and sorted for a page: 10,000 take about 25 ms.</param>
/// <param name="Wide">
/// A condition with this many documents is not listed but checked on rows: listing 500,000 takes about 125 ms. Of a million,
/// two conditions that wide have documents in common.
/// </param>
internal sealed record QueryBounds(int FirstLook = 500, int Few = 10_000, int Wide = 500_000);