using Customers.Domain.Documents;
using Customers.Functions.Api;
using Customers.Functions.Http;
using Customers.Functions.Storage.Sqlite;
using Microsoft.AspNetCore.Http;

namespace Customers.Benchmarks;

/// <summary>Requests of one kind for customers.</summary>
/// <param name="Query">What stands behind the question mark, for a number.</param>
internal sealed record ListCase(string Name, Func<int, string> Query)
{
    private const int Counted = 1_000;
    private static readonly ListShape Shape = new([ListShape.Default, .. CustomerList.Sorts], CustomerList.Filters);

    public ReadOnlyMemory<byte> Request(int number) => Benchmarks.Request.Get(AddressOf(Query(number)).PathAndQuery);

    /// <summary>How many customers one of the requests finds, up to a thousand.</summary>
    public async Task<string> MatchesAsync(Connection connection, FieldTable table)
    {
        var page = Run(connection, table, (await QueryAsync(0)) with { Limit = Counted });
        return page.Next is null ? $"{page.Items.Count}" : $"> {Counted}";
    }

    /// <summary>The pages of the database that requests look at: in the middle, and at the most.</summary>
    public async Task<(int Middle, int Most)> PagesAsync(Connection connection, FieldTable table, int requests)
    {
        var pages = new List<int>();
        for (var i = 0; i < requests; i++)
        {
            connection.TakePagesRead();
            Run(connection, table, await QueryAsync(i));
            pages.Add(connection.TakePagesRead());
        }
        pages.Sort();
        return (pages[pages.Count / 2], pages[^1]);
    }

    /// <summary>The page behind this one.</summary>
    public static string Behind(string query, Position position) => query + "&after=" + Cursor.Write(position, Shape.IdentityOf(Context(query).Request, SortOf(query)));

    private static string SortOf(string query) => query.Split('&')[0]["sort=".Length..];

    private static Page<StoredDocument> Run(Connection connection, FieldTable table, Query query) => new QueryRun(new(table, query), new()).Run(connection);

    private async Task<Query> QueryAsync(int number)
    {
        var list = (await ListRequest.BindAsync(Context(Query(number))))!;
        var query = CustomerList.Read(list);
        return list.IsRefused(out var refusal) ? throw new InvalidOperationException($"{Name}: {refusal}") : list.Apply(query);
    }

    private static Uri AddressOf(string query) => new("http://hub/api/customers?" + query);

    private static DefaultHttpContext Context(string query)
    {
        var address = AddressOf(query);
        var context = new DefaultHttpContext { Request = { Path = address.AbsolutePath, QueryString = new(address.Query) } };
        context.SetEndpoint(new(null, new(Shape), null));
        return context;
    }
}
