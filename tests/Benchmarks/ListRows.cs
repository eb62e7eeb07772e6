namespace Customers.Benchmarks;

/// <summary>First pages of the customer list at 100,000 customers.</summary>
internal static class ListRows
{
    private const int Customers = 100_000;

    public static async Task AddAsync(Table table)
    {
        using var data = new DataPath();
        await SeedCustomers.FillAsync(data, Customers, owing: Customers / 2, late: 0);
        await using var hub = await HubProcess.StartAsync(data);
        (string What, Func<int, string> Path)[] lists =
        [
            ("first page", _ => "/api/customers"),
            ("first page by name", _ => "/api/customers?sort=name"),
            ("first page, newest first", _ => "/api/customers?sort=-createdAt"),
            ("search for two words", i => "/api/customers?q=" + TwoWords(i)),
            ("search for two words, by name", i => "/api/customers?sort=name&q=" + TwoWords(i)),
        ];
        foreach (var connections in new[] { 1, 8 })
            foreach (var (what, path) in lists)
                Measure(table, hub, $"{what}, {connections} connection{(connections == 1 ? "" : "s")}", connections, path);
    }

    private static void Measure(Table table, HubProcess hub, string what, int connections, Func<int, string> path)
    {
        const int count = 1_000;
        var requests = Enumerable.Range(0, 2 * count).Select(i => Request.Get(path(i))).ToArray();
        using var load = new Load(hub.Port, connections);
        load.Run(count, i => requests[i]);
        hub.TakeUse();
        table.Load($"100,000 customers: {what}", load.Run(count, i => requests[count + i]), p99: 30, hub: hub);
    }

    /// <summary>As people type: three or four letters of each name, now and then all of them.</summary>
    private static string TwoWords(int number)
    {
        var words = SeedCustomers.PersonOf(number * 37 % Customers).Name.Split(' ');
        return Uri.EscapeDataString(number % 4 == 0 ? $"{words[0]} {words[1]}" : $"{words[1][..(3 + number % 2)]} {words[0][..3]}");
    }
}
