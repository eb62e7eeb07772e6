using Customers.Domain.Accounts;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Functions;
using Customers.Functions.Local.DemoStores;
using Customers.Functions.Storage;
using Customers.Functions.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Customers.Benchmarks;

/// <summary>Gives customers that are there a year of postings, as the sums of its days.</summary>
internal static class SeedSums
{
    private const int AtOnce = 20_000;
    /// <summary>On so many days of the year something was posted for a customer.</summary>
    private const int Days = 12;

    public static async Task FillAsync(DataPath data, IReadOnlyList<string> customers, int year)
    {
        using var folder = new DataFolder(data.Path);
        using var database = new SqliteDatabase(folder, Hub.Documents, TimeProvider.System, NullLogger<SqliteDatabase>.Instance);
        foreach (var some in Enumerable.Range(0, customers.Count).Chunk(AtOnce))
        {
            var commits = some.AsParallel().AsOrdered().Select(i => CommitOf(Of(CustomerId.Parse(customers[i]), year, i))).ToArray();
            if (!await database.Writer.DoAsync(connection => commits.All(commit => commit.Apply(connection) is CommitResult.Committed), default)) throw new InvalidOperationException("The sums were there.");
        }

        PreparedCommit CommitOf(YearSums sums) => new(YearSums.Type.Alone(YearSums.Type.Create(sums), sums), database);
    }

    private static YearSums Of(CustomerId id, int year, int number)
    {
        var dice = Dice.For(3, number, purpose: 3);
        var days = Enumerable.Range(0, Days).Select(_ => new DateOnly(year, 1, 1).AddDays(dice.Roll(365))).Distinct().Order();
        return new(id, year)
        {
            Channel = dice.OneIn(2) ? Channel.B2b : Channel.D2c,
            SalesReps = dice.OneIn(2) ? [$"Rep {dice.Roll(40)}"] : [],
            Days = [.. days.Select(day => new DaySums(day, "EUR") { Invoiced = 11_900, Paid = 10_000, Sales = 9_500, Shipping = 500, Tax = 1_900, Invoices = 1 })],
        };
    }
}
