using System.Text;

namespace Customers.Benchmarks;

/// <summary>One customer at a time: reading and creating.</summary>
internal static class CustomerRows
{
    private const int Connections = 64;

    public static async Task AddAsync(Table table)
    {
        using var data = new DataPath();
        var seeded = await SeedCustomers.FillAsync(data, 10_000, owing: 0, late: 0);
        await using var hub = await HubProcess.StartAsync(data);
        using var load = new Load(hub.Port, Connections);

        var reads = seeded.Select(id => Request.Get("/api/customers/" + id)).ToArray();
        load.Run(40_000, i => reads[i % reads.Length]);
        hub.TakeUse();
        table.Load("GET one customer, of 10,000", load.Run(100_000, i => reads[i % reads.Length]), perSecond: 20_000, p99: 50, hub);

        var creates = Enumerable.Range(0, 40_000).Select(Create).ToArray();
        load.Run(8_000, i => creates[i]);
        hub.TakeUse();
        table.Load("create customer", load.Run(creates.Length - 8_000, i => creates[8_000 + i]), perSecond: 4_000, p99: 50, hub);
    }

    private static byte[] Create(int number)
    {
        var (name, email) = SeedCustomers.PersonOf(1_000_000 + number);
        var body = $$"""{"name":"{{name}}","email":"{{email}}","phone":"+49 30 {{number:D7}}","kind":"individual","paymentTerms":"net30","tags":["new","web"]}""";
        return Request.Post("/api/customers", Encoding.UTF8.GetBytes(body), [KeyValuePair.Create("Authorization", "Bearer " + HubProcess.Key)]);
    }
}
