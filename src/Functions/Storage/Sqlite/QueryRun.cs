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

    /// <summary>Few documents that hold the page; null when no condition lists fewer than <see cref="QueryBounds.Wide"/>.</summary>
    private Sql? Candidates(Connection connection)
    {
        var lists = sql.Conditions.Select(condition => condition.Documents).OfType<Sql>()
            .Select(documents => (Documents: documents, Count: Count(connection, documents)))
            .Where(list => list.Count < bounds.Wide).OrderBy(list => list.Count).ToArray();
        if (lists.Length == 0) return null;
        if (lists[0].Count <= bounds.Few) return lists[0].Documents;
        var common = Common(connection, lists);
        IReadOnlyCollection<long> documents = common.Count <= bounds.Few ? common : FirstInOrder(connection, common);
        return new("SELECT value FROM json_each(?)", new Cell($"[{string.Join(',', documents)}]"));
    }

    private long Count(Connection connection, Sql documents) =>
        ("SELECT count(*) FROM (" + documents + $" LIMIT {bounds.Wide})").Scalar(connection);

    private static HashSet<long> Common(Connection connection, IEnumerable<(Sql Documents, long Count)> lists)
    {
        HashSet<long>? common = null;
        foreach (var (documents, count) in lists)
        {
            var found = new HashSet<long>(common?.Count ?? (int)count);
            using var rows = documents.On(connection);
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
}

/// <param name="FirstLook">Rows of the first look: 500 take about 1 ms.</param>
/// <param name="Few">Up to this many documents are read and sorted for a page: 2,000 take about 5 ms.</param>
/// <param name="Wide">A condition with this many documents is not listed but checked on rows: listing 200,000 takes about 50 ms.</param>
internal sealed record QueryBounds(int FirstLook = 500, int Few = 2_000, int Wide = 200_000);
