using System.Globalization;
using Customers.Domain.Accounts;
using Customers.Domain.Amounts;
using Customers.Domain.Credit;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Settings;
using Customers.Functions;
using Customers.Functions.Local.DemoStores;
using Customers.Functions.Storage;
using Customers.Functions.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Customers.Benchmarks;

/// <summary>Fills a data folder with customers, the same each time, through the document store and before the hub opens it.</summary>
internal static class SeedCustomers
{
    /// <summary>So many share a transaction: most pages of the indexes change in each, whatever its size.</summary>
    private const int AtOnce = 100_000;
    private const int CacheKiB = 4 * 1024 * 1024;
    private static readonly Currency Euro = Currency.Parse("EUR");
    private static readonly PaymentTerms Month = PaymentTerms.TryParse("net30", out var month) ? month : throw new FormatException();
    private static readonly string[] Starts = ["Ba", "Ce", "Da", "El", "Fi", "Go", "Ha", "Iv", "Jo", "Ka", "Le", "Mi", "No", "Ol", "Pe", "Ra", "So", "Ti", "Ul", "Ve", "Wi", "Za"];
    private static readonly string[] Middles = ["ra", "li", "no", "ma", "te", "si", "ku", "lo", "ber", "ni", "chel", "dri"];
    private static readonly string[] Ends = ["n", "na", "rt", "ck", "s", "tz", "le", "ko", "mann", "vic", "ßner", "é"];

    /// <param name="owing">So many owe something, of whom <paramref name="late"/> became late since the last credit check.</param>
    /// <param name="vary">Makes customers differ: the customer with its number.</param>
    /// <returns>The ids.</returns>
    public static async Task<IReadOnlyList<string>> FillAsync(DataPath data, int customers, int owing, int late, Func<Customer, int, Customer>? vary = null)
    {
        Console.WriteLine($"(filling a folder with {customers.ToString("N0", CultureInfo.InvariantCulture)} customers)");
        using var folder = new DataFolder(data.Path);
        using var database = new SqliteDatabase(folder, Hub.Documents, TimeProvider.System, NullLogger<SqliteDatabase>.Instance);
        var documents = new SqliteDocumentStore(database);
        var now = TimeProvider.System.GetUtcNow();
        await AddSettingsAsync(documents, now);
        var ids = new SeededIds(now.AddDays(-1), new byte[SeededIds.SeedLength]);
        var keys = Enumerable.Range(0, customers).Select(_ => CustomerId.New(ids)).ToArray();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        await database.Writer.DoAsync(connection => { connection.Execute($"PRAGMA cache_size=-{CacheKiB}"); return true; }, default);
        var written = Task.FromResult(true);
        foreach (var some in Enumerable.Range(0, customers).Chunk(AtOnce))
        {
            var commits = some.AsParallel().AsOrdered().Select(i => CommitOf(i, DueOf(i))).ToArray();
            await written;
            written = database.Writer.DoAsync(connection => commits.All(commit => commit.Apply(connection) is CommitResult.Committed), default);
        }

        if (!await written) throw new InvalidOperationException("The folder was not empty.");
        return [.. keys.Select(key => key.Value)];

        DateOnly? DueOf(int i) =>
            i % (customers / Math.Max(owing, 1)) != 0 || owing == 0 ? null : i % (customers / Math.Max(late, 1)) == 0 && late > 0 ? today.AddDays(-1) : today.AddDays(1 + i % 60);

        PreparedCommit CommitOf(int i, DateOnly? due)
        {
            var customer = Customer(keys[i], i, due, now);
            if (vary is not null) customer = vary(customer, i);
            return new(new(Containers.Customers, customer.Id.Value, [CustomerDocuments.Type.Create(customer)]), database);
        }
    }

    public static (string Name, string Email) PersonOf(int number)
    {
        var dice = Dice.For(1, number, purpose: 1);
        var (first, last) = (dice.Pick(Starts) + dice.Pick(Middles) + dice.Pick(Ends), dice.Pick(Starts) + dice.Pick(Middles) + dice.Pick(Middles) + dice.Pick(Ends));
        return ($"{first} {last}", $"{first}.{number}@example.com");
    }

    /// <summary>Credit control by due dates, under which all are decided; the nights' own checks count as done.</summary>
    private static async Task AddSettingsAsync(SqliteDocumentStore documents, DateTimeOffset now)
    {
        var settings = new HubSettings { CreditControl = new() { Strategy = CreditStrategy.PastDue } };
        await documents.CommitAsync(HubSettings.Type.Alone(HubSettings.Type.Create(settings), settings), default);
        foreach (var day in new[] { -1, 0, 1 })
        {
            var date = DateOnly.FromDateTime(now.UtcDateTime).AddDays(day);
            var run = new CreditRun { Id = "run_nightly" + date.ToString("yyyyMMdd", CultureInfo.InvariantCulture), Date = date, Revision = 1, StartedAt = now, Status = CreditRunStatus.Succeeded };
            await documents.CommitAsync(CreditRun.Type.Alone(CreditRun.Type.Create(run), run), default);
        }
    }

    private static Customer Customer(CustomerId id, int number, DateOnly? due, DateTimeOffset now)
    {
        var (name, email) = PersonOf(number);
        var account = new Account { Currency = Euro, CreditRevision = new CreditPolicy().Revision };
        if (due is { } date) account = account.With(new Balance(Euro.Code) { Invoiced = 10_000 }).WithDue(Euro, date, 10_000) with { CreditDueOn = date.AddDays(1) };
        return new()
        {
            Id = id,
            Ref = "CU" + (1_000 + number).ToString(CultureInfo.InvariantCulture),
            Profile = new() { Name = name, Email = email, Phone = $"+49 30 {number:D7}", Currency = Euro, Kind = CustomerKind.Individual, PaymentTerms = Month, Tags = ["seeded"] },
            Account = account,
            CreatedAt = now.AddDays(-1).AddMilliseconds(number),
            UpdatedAt = now.AddDays(-1).AddMilliseconds(number),
        };
    }
}
