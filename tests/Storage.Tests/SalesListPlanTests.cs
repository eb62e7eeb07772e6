using Customers.Domain.Accounts;
using Customers.Domain.Documents;
using Customers.Domain.Orders;
using Customers.Domain.Quotes;
using Customers.Functions.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Customers.Storage.Tests;

/// <summary>Lists of sales documents are walked along indexes.</summary>
public sealed class SalesListPlanTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly SqliteDatabase _database;

    public SalesListPlanTests() => _database = new(_folder.Data, [Order.Type, Quote.Type, Posting.Type], _folder.Clock, NullLogger<SqliteDatabase>.Instance);

    public static TheoryData<string, string> Sorts => new()
    {
        { "order", "createdAt" }, { "order", "number" }, { "order", "total" }, { "order", "status" }, { "order", "dueDate" },
        { "quote", "createdAt" }, { "quote", "number" }, { "quote", "total" }, { "quote", "expiresOn" },
    };

    [Theory, MemberData(nameof(Sorts))]
    public void Every_order_has_its_index(string type, string sort)
    {
        // A customer's own list in another order than that of creation may read all of its documents.
        foreach (var partition in sort == "createdAt" ? new[] { null, "cus_1" } : [null])
            foreach (var descending in new[] { false, true })
            {
                var sql = new QuerySql(_database.FieldTables[type], new(type == "order" ? Order.Type : Quote.Type, 50) { Partition = partition, SortBy = sort, Descending = descending });
                Assert.NotNull(sql.Index);
                var plan = Explain(sql.Walk());
                Assert.Contains(plan, step => step.Contains("INDEX " + sql.Index.Name.Trim('"'), StringComparison.Ordinal));
                Assert.DoesNotContain(plan, step => step.StartsWith("SCAN", StringComparison.Ordinal) && step is not "SCAN k" && !step.Contains("USING", StringComparison.Ordinal));
                Assert.True(plan.Count(step => step.Contains("TEMP B-TREE", StringComparison.Ordinal)) <= 1, string.Join('\n', plan)); // the finished page alone
            }
    }

    [Fact]
    public void What_settles_an_invoice_is_found_by_its_id()
    {
        var sql = new QuerySql(_database.FieldTables["posting"], new(Posting.Type, 50) { Partition = "cus_1", Where = [new Condition.Contains("allocatedTo", "inv_1")] });
        Assert.Contains(Explain(sql.Conditions[0].Documents!), step => step.Contains("SEARCH values_posting_allocatedTo USING PRIMARY KEY (value=?", StringComparison.Ordinal));
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    private string[] Explain(Sql sql)
    {
        using var connection = new Connection(_folder.Data.At("hub.db"), cacheKiB: 100);
        using var rows = (new Sql("EXPLAIN QUERY PLAN ") + sql).On(connection);
        var steps = new List<string>();
        while (rows.Step()) steps.Add(rows.Text(3));
        return [.. steps];
    }
}
