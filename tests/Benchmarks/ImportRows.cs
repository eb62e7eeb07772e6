using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Customers.Benchmarks;

/// <summary>Files of many rows: customers, the same once more, contacts. Memory does not grow with the rows.</summary>
internal static class ImportRows
{
    private const int Few = 10_000;
    private const int Many = 100_000;
    private static readonly TimeSpan Wanted = TimeSpan.FromSeconds(180);

    public static async Task AddAsync(Table table)
    {
        using var data = new DataPath();
        await using var hub = await HubProcess.StartAsync(data);
        await ImportAsync(hub, "customers", Customers("W", 1_000), "created", 1_000);
        hub.TakeUse();
        await AddAsync(table, hub, "customers", Customers("F", Few), "created", Few);
        await AddAsync(table, hub, "customers", Customers("M", Many), "created", Many, Wanted);
        await AddAsync(table, hub, "customers", Customers("M", Many), "unchanged", Many);
        await AddAsync(table, hub, "customers?dryRun=true", Customers("M", Many), "unchanged", Many);
        await AddAsync(table, hub, "contacts", Contacts("M", Many), "created", Many);
        await AddAsync(table, hub, "contacts", Contacts("M", Many), "unchanged", Many);
    }

    private static async Task AddAsync(Table table, HubProcess hub, string what, byte[] file, string result, int rows, TimeSpan? wanted = null) =>
        table.Time($"import {rows:N0} {what}, {file.Length / 1_000_000} MB: {result}", await ImportAsync(hub, what, file, result, rows), wanted, hub);

    private static async Task<TimeSpan> ImportAsync(HubProcess hub, string what, byte[] file, string result, int rows)
    {
        using var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        var start = Stopwatch.GetTimestamp();
        var id = (await hub.PostAsync("/api/imports/" + what, content)).GetProperty("id").GetString();
        var job = await hub.WaitAsync("/api/jobs/" + id, TimeSpan.FromMilliseconds(100), job => job.GetProperty("status").GetString() is "succeeded" or "failed");
        var taken = Stopwatch.GetElapsedTime(start);
        if (job.GetProperty("result").GetProperty(result).GetInt32() != rows) throw new InvalidOperationException($"The import is not as it should be: {job}");
        return taken;
    }

    private static byte[] Customers(string prefix, int count) => File("ref,name,email,phone,kind,paymentTerms,discountPercent,tags", count, i =>
    {
        var (name, email) = SeedCustomers.PersonOf(i);
        return string.Create(CultureInfo.InvariantCulture, $"{prefix}-{i},{name},{email},+49 30 {i:D7},business,net30,{i % 10},wholesale|{(i % 2 == 0 ? "north" : "south")}");
    });

    private static byte[] Contacts(string prefix, int count) => File("customerRef,firstName,lastName,email,roles", count, i =>
    {
        var words = SeedCustomers.PersonOf(i + 7).Name.Split(' ');
        return string.Create(CultureInfo.InvariantCulture, $"{prefix}-{i},{words[0]},{words[^1]},contact-{i}@contacts.example,billing|buying");
    });

    private static byte[] File(string header, int count, Func<int, string> row) =>
        Encoding.UTF8.GetBytes(new StringBuilder(header).Append('\n').AppendJoin('\n', Enumerable.Range(0, count).Select(row)).ToString());
}
