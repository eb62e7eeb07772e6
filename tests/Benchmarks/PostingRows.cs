using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Customers.Benchmarks;

/// <summary>Invoices and money: posting to many customers and to one, and reading back what was posted.</summary>
internal static class PostingRows
{
    private const int Connections = 64;
    private const int Invoices = 6_000;
    private const int Lines = 1_000;
    private const int Open = 5_000;
    private const int Reads = 50;
    private const string Pdf = "application/pdf";
    private static readonly KeyValuePair<string, string> Key = new("Authorization", "Bearer " + HubProcess.Key);

    public static async Task AddAsync(Table table)
    {
        using var data = new DataPath();
        var customers = await SeedCustomers.FillAsync(data, 10_000, owing: 0, late: 0);
        await using var hub = await HubProcess.StartAsync(data);
        using var load = new Load(hub.Port, Connections);
        load.Run(2_000, i => Invoice(customers[i], i));
        hub.TakeUse();
        table.Load("post invoices, to 10,000 customers", load.Run(Invoices, i => Invoice(customers[^(i + 2)], i)), perSecond: 500, p99: null, hub);

        var one = customers[^1];
        table.Load("post invoices, to one customer", load.Run(Lines, i => Invoice(one, i)), perSecond: 200, p99: null, hub);
        AddReads(table, hub, one, Lines);
        load.Run(Open - Lines, i => Invoice(one, Lines + i));
        hub.TakeUse();
        AddReads(table, hub, one, Open);
        await AddPaymentAsync(table, hub, one);
    }

    private static void AddReads(Table table, HubProcess hub, string customer, int open)
    {
        using var load = new Load(hub.Port, connections: 1);
        var (path, many) = ($"/api/customers/{customer}", open > Lines);
        Add("statement", Request.Get($"{path}/statement"), many ? null : 50);
        Add("statement of a period", Request.Get($"{path}/statement?from=2020-01-01&to=2030-12-31"), null);
        Add("statement, PDF", Request.Get($"{path}/statement", Pdf), many ? null : 1_000);
        Add("first page of transactions", Request.Get($"{path}/transactions"), 50);
        Add("first page of open invoices", Request.Get($"{path}/transactions?view=openInvoices"), 50);
        Add("first page of money in", Request.Get($"{path}/transactions?view=moneyIn"), 50);
        Add("first page of invoices", Request.Get($"{path}/invoices"), 50);

        void Add(string what, byte[] request, double? most)
        {
            load.Run(Reads / 5, _ => request);
            hub.TakeUse();
            table.Load($"{open.ToString("N0", CultureInfo.InvariantCulture)} open invoices: {what}", load.Run(Reads, _ => request), perSecond: null, most, hub);
        }
    }

    private static async Task AddPaymentAsync(Table table, HubProcess hub, string customer)
    {
        var owed = (await hub.SendAsync(HttpMethod.Get, $"/api/customers/{customer}/account")).GetProperty("balances")[0].GetProperty("balance").GetString();
        var start = Stopwatch.GetTimestamp();
        var paid = await hub.SendAsync(HttpMethod.Post, $"/api/customers/{customer}/payments", new { amount = owed, method = "transfer" });
        table.Time($"one payment over {Open.ToString("N0", CultureInfo.InvariantCulture)} open invoices, oldest first", Stopwatch.GetElapsedTime(start), hub: hub);
        if (paid.GetProperty("unallocated").GetString() != "0.00") throw new InvalidOperationException($"The payment is not as it should be: {paid}");
    }

    /// <summary>Two lines, dated on one of the last 200 days.</summary>
    private static byte[] Invoice(string customer, int number)
    {
        var date = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-number % 200);
        var body = $$"""
            {"issueDate":"{{date:yyyy-MM-dd}}","poNumber":"PO-{{number}}","lines":[
            {"sku":"LINEN","description":"Linen, by the metre","quantity":"2.5","unitPrice":"24.00","taxPercent":19},
            {"sku":"SHIRT-M","description":"Shirt, size M","quantity":{{1 + number % 9}},"unitPrice":"19.99","discountPercent":"10","taxPercent":19}]}
            """;
        return Request.Post($"/api/customers/{customer}/invoices", Encoding.UTF8.GetBytes(body), [Key]);
    }
}
