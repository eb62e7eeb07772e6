using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.App;

/// <summary>A customer whose documents are made when a request first names them: <c>{"orderId":"$invoiced"}</c>.</summary>
internal sealed class SalesScene(HubDriver hub, AccountDriver customer)
{
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);

    public AccountDriver Customer => customer;

    public static async Task<SalesScene> NewAsync(HubDriver hub) => new(hub, await AccountDriver.NewAsync(hub));

    public async Task<string> FillAsync(string request)
    {
        request = request.Replace("$line", """{"description":"a","quantity":1,"unitPrice":10}""", StringComparison.Ordinal).Replace("$share", """{"line":1,"quantity":1}""", StringComparison.Ordinal);
        foreach (var name in request.Split('"').Where(word => word.StartsWith('$')).Distinct(StringComparer.Ordinal))
        {
            if (!_ids.TryGetValue(name, out var id)) _ids[name] = id = await MakeAsync(name);
            request = request.Replace($"\"{name}\"", $"\"{id}\"", StringComparison.Ordinal);
        }

        return request;
    }

    private async Task<string> MakeAsync(string name) => name switch
    {
        "$order" => await OrderAsync(2, invoiced: 0),
        "$partly" => await OrderAsync(3, invoiced: 2),
        "$invoiced" => await OrderAsync(1, invoiced: 1),
        "$many" => await OrderAsync(100, invoiced: 50),
        "$delivered" => await DeliveredAsync(),
        "$invoice" => (await customer.InvoiceAsync(40)).Text("id"),
        "$payment" => (await customer.PayAsync(5, autoAllocate: false)).Text("id"),
        "$theirOrder" => (await (await AccountDriver.NewAsync(hub)).OrderAsync(10)).Text("id"),
        "$theirInvoice" => (await (await AccountDriver.NewAsync(hub)).InvoiceAsync(10)).Text("id"),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "names no document"),
    };

    /// <summary>An order over so many at 10, of which so many are invoiced.</summary>
    private async Task<string> OrderAsync(int quantity, int invoiced)
    {
        var order = (await customer.OrderAsync(0, AccountDriver.Lines(10, quantity))).Text("id");
        if (invoiced > 0) await customer.PostAsync("invoices", new { orderId = order, lines = new[] { new { line = 1, quantity = invoiced } } });
        return order;
    }

    private async Task<string> DeliveredAsync()
    {
        var order = await OrderAsync(1, invoiced: 0);
        await customer.PostAsync("delivery-notes", new { orderId = order });
        return order;
    }
}
