using Customers.Domain.Catalogue;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Orders;
using Customers.Domain.Stores;
using Customers.Functions;
using Customers.Functions.Api;
using Customers.Functions.Http;
using Customers.Functions.Storage.Sqlite;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Customers.Storage.Tests;

/// <summary>No list of the hub looks at everything, whatever it is filtered by and in whatever order.</summary>
public sealed class ListPlanTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly SqliteDatabase _database;
    private readonly Connection _connection;

    public ListPlanTests()
    {
        _database = new(_folder.Data, Hub.Documents, _folder.Clock, NullLogger<SqliteDatabase>.Instance);
        _connection = new(_folder.Data.At("hub.db"), cacheKiB: 100);
    }

    private static readonly string[] CustomerFilters =
    [
        "q=anna", "q=anna berlin", "tag=a", "tag=a&tag=b", "status=inactive", "kind=business", "channel=b2b", "onHold=true", "isProspect=false", "parentId=cus_1", "ownerId=key_1",
        "salesRep=Bo", "classification.tier=Gold", "storeId=sto_1", "storeId=sto_1&externalId=7", "hasBalance=false",
    ];

    private static readonly string[] ProductFilters = ["q=chair", "sku=c-1", "collection=oak", "category=seats", "brand=b", "active=false"];

    [Fact]
    public async Task Customers_are_found_by_every_filter_and_two_filters_in_every_order() =>
        await NoneScansAsync(CustomerFilters, new([ListShape.Default, .. CustomerList.Sorts], CustomerList.Filters), CustomerList.Read);

    [Fact]
    public async Task Products_are_found_by_every_filter_and_two_filters_in_every_order() =>
        await NoneScansAsync(ProductFilters, new([ListShape.Default, .. ProductList.Sorts, "updatedAt"], [.. ProductList.Filters, "active"]), ProductList.ReadAll);

    [Fact]
    public void Orders_are_found_by_every_filter_and_two_filters()
    {
        Condition[] filters =
        [
            new Condition.AnyPrefix("words", "chair"), new Condition.Equal("status", nameof(OrderStatus.Draft)), new Condition.Equal("storeId", "sto_1"), new Condition.Equal("poNumber", "7"),
            new Condition.Range("createdAt", 1L, 2L),
        ];
        foreach (var one in filters)
            foreach (var other in filters) NoneScans(new(Order.Type, 50) { SortBy = "createdAt", Where = [one, other] });
    }

    [Fact]
    public void Events_of_a_store_are_walked_along_an_index() => Assert.All(Enum.GetValues<StoreEventState>().Cast<StoreEventState?>().Append(null), state =>
        Assert.NotNull(Sql(StoreEvents.Query("sto_1", state)).Index));

    public static TheoryData<string> Parts => [.. Hub.Documents.Where(type => type.IsPart || type.Name is "attachment" or "history" or "order").Select(type => type.Name)];

    [Theory, MemberData(nameof(Parts))]
    public void What_a_customer_owns_is_walked_along_an_index_of_its_partition(string part)
    {
        var type = Hub.Documents.Single(type => type.Name == part);
        var sql = Sql(new(type, 50) { Partition = "cus_1", SortBy = type.Fields.Contains("createdAt") ? "createdAt" : null });
        Assert.True(sql.Index?.InPartition);
        Assert.Contains(Explain(sql.Walk()), step => step.StartsWith("SEARCH f USING", StringComparison.Ordinal) && step.Contains("(partition=?", StringComparison.Ordinal));
    }

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
        _folder.Dispose();
    }

    private async Task NoneScansAsync(string[] filters, ListShape shape, Func<ListRequest, Query> read)
    {
        foreach (var sort in shape.Sorts.SelectMany(sort => new[] { sort, "-" + sort }))
            foreach (var one in filters)
                foreach (var other in filters.Where(other => other.Split('=')[0] != one.Split('=')[0]).Prepend("limit=50")) NoneScans(await QueryAsync($"{one}&{other}&sort={sort}"));

        async Task<Query> QueryAsync(string text)
        {
            var context = new DefaultHttpContext { Request = { QueryString = new("?" + text.Replace(" ", "%20", StringComparison.Ordinal)) } };
            context.SetEndpoint(new(null, new(shape), null));
            var list = (await ListRequest.BindAsync(context))!;
            var query = read(list);
            Assert.False(list.IsRefused(out _), text);
            return list.Apply(query);
        }
    }

    /// <summary>Each condition has a list of the documents that meet it, or is one of the facets; and no way of answering scans.</summary>
    private void NoneScans(Query query)
    {
        foreach (var page in new[] { query, query with { After = new(query.SortBy is null ? null : query.SortBy is "createdAt" or "updatedAt" ? 1L : "n", "1") } })
        {
            var sql = Sql(page);
            Assert.All(sql.Conditions, condition => Assert.True(condition.Documents is not null || query.Type.Facets.Contains(condition.Field), condition.Field));
            var lists = sql.Conditions.Select(condition => condition.Documents).OfType<Sql>().ToList();
            var ways = lists.Concat(lists.Select(sql.Sort)).Append(sql.Walk()).Append(sql.DocumentsInOrder());
            if (sql.Facets is { } facets) ways = ways.Append(facets.Next(null)).Append(facets.Next([.. query.Type.Facets.Select(_ => new Cell("x"))])).Append(facets.List([.. query.Type.Facets.Select(_ => new Cell("x"))]));
            Assert.All(ways.Select(Explain), plan => Assert.DoesNotContain(plan, Scans));
        }
    }

    private static bool Scans(string step) => step.StartsWith("SCAN", StringComparison.Ordinal) && step is not "SCAN k" && !step.Contains("USING", StringComparison.Ordinal);

    private QuerySql Sql(Query query) => new(_database.FieldTables[query.Type.Name], query);

    private string[] Explain(Sql sql)
    {
        _connection.Trim();
        using var rows = (new Sql("EXPLAIN QUERY PLAN ") + sql).On(_connection);
        var steps = new List<string>();
        while (rows.Step()) steps.Add(rows.Text(3));
        return [.. steps];
    }
}
