using System.Globalization;
using System.Text.Json;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.App;

/// <summary>One customer's sales and money, as staff keep them.</summary>
internal sealed class AccountDriver(HubDriver hub, string id)
{
    public string Id => id;
    public string Path => "/api/customers/" + id;

    public static async Task<AccountDriver> NewAsync(HubDriver hub, object? customer = null) => new(hub, (await hub.CreateCustomerAsync(customer)).Text("id"));

    /// <summary>One line that costs this much.</summary>
    public static object[] Lines(decimal amount, decimal quantity = 1) => [new { description = "Thing", quantity, unitPrice = amount }];

    public Task<JsonElement> PostAsync(string what, object body) => hub.PostAsync($"{Path}/{what}", body);

    public Task<string> OutcomeAsync(string what, object body, params (string Name, string Value)[] headers) => hub.OutcomeAsync(HttpMethod.Post, $"{Path}/{what}", body, headers);

    /// <summary>It is refused so, and leaves everything as it was.</summary>
    public async Task RefusesAsync(string outcome, string what, object body)
    {
        var before = await WrittenAsync();
        Assert.Equal(outcome, await OutcomeAsync(what, body));
        Assert.Equal(before, await WrittenAsync());
    }

    public Task<JsonElement> ReadAsync() => hub.CustomerAsync(id);

    public Task<List<JsonElement>> AllAsync(string what) => hub.AllAsync($"{Path}/{what}");

    public Task<JsonElement> InvoiceAsync(decimal amount, string? due = null, string? issued = null, string? number = null) =>
        PostAsync("invoices", new { lines = Lines(amount), dueDate = due, issueDate = issued, number });

    public Task<JsonElement> PayAsync(decimal amount, bool autoAllocate = true) => PostAsync("payments", new { amount, autoAllocate, method = "bank transfer" });

    /// <param name="lines">Default: one of this much.</param>
    public Task<JsonElement> OrderAsync(decimal amount, object[]? lines = null) => PostAsync("orders", new { status = "confirmed", lines = lines ?? Lines(amount) });

    /// <summary>How an order stands now: its status, what was invoiced, paid and remains.</summary>
    public async Task<string> OrderFiguresAsync(JsonElement order)
    {
        var now = await hub.GetAsync("/api/orders/" + order.Text("id"));
        return $"{now.Text("status")} {now.Text("invoiced")} {now.Text("paid")} {now.Text("remaining")}";
    }

    /// <summary>The account in its only currency.</summary>
    public async Task<JsonElement> BalanceAsync() => Assert.Single((await hub.GetAsync(Path + "/account")).GetProperty("balances").EnumerateArray());

    /// <summary>These figures of it, one after the other.</summary>
    public async Task<string> FiguresAsync(string fields = "balance amountDue unallocated")
    {
        var balance = await BalanceAsync();
        return string.Join(' ', fields.Split(' ').Select(field => balance.Text(field)));
    }

    /// <summary>What is open of each invoice, in the order of the numbers.</summary>
    public async Task<string> RemainingAsync() => string.Join(' ', (await AllAsync("invoices?sort=number")).Select(invoice => invoice.Text("remaining")));

    /// <summary>The account says what the ledger's lines and the documents say (CONTRACT §5).</summary>
    public async Task AgreesAsync()
    {
        var entries = await AllAsync("account/entries");
        Assert.Equal(entries.Select(Shown), (await AllAsync("account/entries?limit=3")).Select(Shown));
        Assert.All(entries.GroupBy(entry => entry.Text("documentId")), document => Assert.Equal(0, document.Sum(Net)));
        var (invoices, payments, credits) = (await AllAsync("invoices"), await AllAsync("payments"), await AllAsync("credit-notes"));
        foreach (var b in (await hub.GetAsync(Path + "/account")).GetProperty("balances").EnumerateArray())
        {
            var currency = b.Text("currency");
            Assert.Equal(Sum(entries.Where(entry => entry.Text("account") is "receivables" or "unallocated"), Net), b.Amount("balance"));
            Assert.Equal(b.Amount("invoiced") - b.Amount("paid") - b.Amount("credited") + b.Amount("refunded") + b.Amount("adjusted"), b.Amount("balance"));
            Assert.Equal(Sum(invoices, invoice => invoice.Amount("remaining")), b.Amount("amountDue"));
            Assert.Equal(Sum(payments.Concat(credits), credit => credit.Amount("unallocated")), b.Amount("unallocated"));

            decimal Sum(IEnumerable<JsonElement> documents, Func<JsonElement, decimal> amount) => documents.Where(document => document.Text("currency") == currency).Sum(amount);
        }

        var allocations = payments.Concat(credits).SelectMany(credit => credit.GetProperty("allocations").EnumerateArray()).ToLookup(to => to.Text("invoiceId"), to => to.Amount("amount"));
        Assert.All(invoices, invoice => Assert.Equal((allocations[invoice.Text("id")].Sum(), invoice.Amount("total")), (invoice.Amount("paid") + invoice.Amount("credited"), invoice.Amount("paid") + invoice.Amount("credited") + invoice.Amount("remaining"))));
        Assert.All(payments.Where(payment => payment.Text("status") == "posted"), payment => Assert.Equal(payment.Amount("amount"), Parts(payment)));
        Assert.All(credits, credit => Assert.Equal(credit.Amount("total"), Parts(credit)));
    }

    /// <summary>The customer with the account, the orders, and all that was ever done: every document begins with an entry of the history.</summary>
    private async Task<string> WrittenAsync() => string.Join('\n', [await hub.CustomerAsync(id), .. await AllAsync("orders"), .. await AllAsync("history")]);

    private static decimal Parts(JsonElement credit) => credit.GetProperty("allocations").EnumerateArray().Sum(to => to.Amount("amount")) + credit.Amount("unallocated") + credit.Amount("refunded");

    private static decimal Net(JsonElement entry) => entry.Amount("debit") - entry.Amount("credit");

    private static string Shown(JsonElement entry) => entry.ToString();
}

internal static class Amounts
{
    public static decimal Amount(this JsonElement json, string property) => decimal.Parse(json.Text(property), CultureInfo.InvariantCulture);
}
