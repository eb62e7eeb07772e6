using System.Net;
using System.Text.Json;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.App;

/// <summary>Two customers who both trade become one: its books are the books of both.</summary>
public sealed class MergedBooksTests(HubHost hub) : IClassFixture<HubHost>
{
    private static readonly string[] Kinds = ["orders", "quotes", "invoices", "payments", "credit-notes", "returns", "delivery-notes", "cash-sales", "refunds", "adjustments"];
    private const string Figures = "balance amountDue overdue unallocated openOrders invoiced paid credited refunded adjusted";

    [Fact]
    public async Task Everything_that_was_posted_is_in_one_account_and_comes_to_the_sum_of_both()
    {
        var (from, into) = await TradersAsync();
        var documents = (await DocumentsAsync(from)).Concat(await DocumentsAsync(into)).Select(document => document.Replace(from.Id, into.Id, StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        var lines = (await from.AllAsync("account/entries")).Concat(await into.AllAsync("account/entries")).Select(line => line.ToString()).Order(StringComparer.Ordinal);
        var figures = (await FiguresAsync(from)).Zip(await FiguresAsync(into), (one, other) => one + other);
        var ages = (await AgesAsync(from)).Zip(await AgesAsync(into), (one, other) => one + other);

        await MergeAsync(from, into);

        Assert.Equal(documents, (await DocumentsAsync(into)).Order(StringComparer.Ordinal));
        Assert.Equal(lines, (await into.AllAsync("account/entries?limit=3")).Select(line => line.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal(figures, await FiguresAsync(into));
        Assert.Equal(ages, await AgesAsync(into));
        await into.AgreesAsync();
        await StatementAgreesAsync(into);
    }

    [Fact]
    public async Task A_document_is_found_by_its_id_and_by_either_customer()
    {
        var (from, into) = await TradersAsync();
        var old = new Dictionary<string, List<string>>();
        foreach (var kind in Kinds) old.Add(kind, [.. (await from.AllAsync(kind)).Select(document => document.Text("id"))]);

        await MergeAsync(from, into);

        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = hub.Address };
        http.DefaultRequestHeaders.Authorization = hub.Admin.Http.DefaultRequestHeaders.Authorization;
        foreach (var (kind, ids) in old)
        {
            foreach (var id in ids) Assert.Equal(into.Id, (await hub.Admin.GetAsync($"/api/{kind}/{id}")).Text("customerId"));
            var all = (await into.AllAsync(kind)).Select(document => document.ToString()).ToList();
            foreach (var customer in new[] { from, into }) Assert.Equal(all, (await hub.Admin.AllAsync($"/api/{kind}?customerId={customer.Id}&limit=2")).Select(document => document.ToString()));
        }

        foreach (var path in new[] { "account", "account/entries?limit=2", "statement?from=2026-01-01&to=2026-12-31", "transactions?view=moneyIn", "orders-with-balance" })
        {
            using var answer = await http.GetAsync($"{from.Path}/{path}");
            Assert.Equal((HttpStatusCode.PermanentRedirect, $"{into.Path}/{path}"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        }
    }

    [Fact]
    public async Task What_was_begun_with_the_old_customer_ends_with_the_one_that_stays()
    {
        var (from, into) = await TradersAsync();
        var (order, quote, invoice) = ((await from.AllAsync("orders?status=fulfilled"))[0].Text("id"), (await from.AllAsync("quotes"))[0].Text("id"), (await from.AllAsync("invoices")).First(open => open.Text("total") == "50.00"));
        var (payments, back) = ((await from.AllAsync("payments")).Select(payment => payment.Text("id")).ToList(), (await from.AllAsync("returns?status=open"))[0].Text("id"));
        await MergeAsync(from, into);

        var before = (await into.BalanceAsync()).Amount("balance");
        await into.PostAsync("payments", new { amount = 1, allocations = new[] { new { invoiceId = invoice.Text("id"), amount = 1 } } });
        Assert.Equal(invoice.Amount("paid") + 1, (await hub.Admin.GetAsync("/api/invoices/" + invoice.Text("id"))).Amount("paid"));
        await hub.Admin.PostAsync($"/api/payments/{payments[1]}/allocations", new { allocations = new[] { new { invoiceId = invoice.Text("id"), amount = 2 } } });
        await hub.Admin.PostAsync($"/api/payments/{payments[0]}/void");
        await into.PostAsync("credit-notes", new { invoiceId = invoice.Text("id"), amount = 1, reason = "Late" });
        Assert.Equal("received", (await hub.Admin.PostAsync($"/api/returns/{back}/receive")).Text("status"));
        Assert.Equal("422 exceeds-order", await into.OutcomeAsync("invoices", new { orderId = order }));
        var accepted = (await hub.Admin.PostAsync($"/api/quotes/{quote}/accept")).Text("orderId");
        Assert.Equal(into.Id, (await hub.Admin.GetAsync("/api/orders/" + accepted)).Text("customerId"));
        Assert.Equal("409 number-taken", await into.OutcomeAsync("invoices", new { number = Own(from), lines = AccountDriver.Lines(1) }));
        await into.InvoiceAsync(5);

        Assert.Equal(before - 1 + 35 - 1 - 10 + 5, (await into.BalanceAsync()).Amount("balance"));
        foreach (var kind in Kinds.Where(kind => kind is not ("refunds" or "adjustments"))) // those are counted by each customer
            Assert.Equal((await into.AllAsync(kind)).Count, (await into.AllAsync(kind)).Select(document => document.Text("number")).Distinct().Count());
        await into.AgreesAsync();
        await StatementAgreesAsync(into);
    }

    [Fact]
    public async Task What_is_asked_twice_around_a_merge_happens_once()
    {
        var (from, into) = await TradersAsync();
        const string Payment = """{"amount":3}""";
        Assert.Equal("201", await into.OutcomeAsync("payments", Payment, ("Idempotency-Key", "around")));
        var job = await MergeAsync(from, into);
        var after = await FiguresAsync(into);
        Assert.Equal("201", await into.OutcomeAsync("payments", Payment, ("Idempotency-Key", "around")));
        Assert.Equal(job, await MergeAsync(from, into));
        Assert.Equal(after, await FiguresAsync(into));
        await into.AgreesAsync();
    }

    private async Task<(AccountDriver From, AccountDriver Into)> TradersAsync()
    {
        var (from, into) = (await AccountDriver.NewAsync(hub.Admin), await AccountDriver.NewAsync(hub.Admin));
        foreach (var customer in new[] { from, into, from }) await customer.TradeAsync(hub.Admin);
        await from.InvoiceAsync(7, due: "2026-10-01", issued: "2025-12-30", number: Own(from));
        await into.InvoiceAsync(8, due: "2026-10-01", issued: "2026-09-01");
        return (from, into);
    }

    /// <summary>A number that its customer gave.</summary>
    private static string Own(AccountDriver customer) => customer.Id[^4..] + "-OWN";

    /// <summary>The id of its job, at its end.</summary>
    private async Task<string> MergeAsync(AccountDriver from, AccountDriver into)
    {
        var job = await hub.Admin.EndOfJobAsync((await into.PostAsync("merge", new { from = from.Id })).Text("id"));
        Assert.Equal("succeeded", job.Text("status"));
        return job.Text("id");
    }

    private static async Task<List<string>> DocumentsAsync(AccountDriver customer)
    {
        List<string> documents = [];
        foreach (var kind in Kinds) documents.AddRange((await customer.AllAsync(kind)).Select(document => $"{kind} {document}"));
        return documents;
    }

    private static async Task<IEnumerable<decimal>> FiguresAsync(AccountDriver customer)
    {
        var balance = await customer.BalanceAsync();
        return Figures.Split(' ').Select(figure => balance.Amount(figure)).ToList();
    }

    private async Task<IEnumerable<decimal>> AgesAsync(AccountDriver customer)
    {
        var ageing = Assert.Single((await hub.Admin.GetAsync(customer.Path + "/account")).GetProperty("ageing").EnumerateArray());
        return [.. new[] { "current", "days1To30", "days31To60", "days61To90", "over90" }.Select(age => ageing.Amount(age))];
    }

    private async Task StatementAgreesAsync(AccountDriver customer)
    {
        var statement = await hub.Admin.GetAsync(customer.Path + "/statement?from=2026-01-01&to=2026-12-31");
        Assert.Equal((await customer.AllAsync("account/entries")).Where(line => line.Text("account") is "receivables" or "unallocated" && line.Text("date").StartsWith("2025", StringComparison.Ordinal))
            .Sum(line => line.Amount("debit") - line.Amount("credit")), statement.Amount("openingBalance"));
        Assert.Equal(await customer.FiguresAsync("balance"), statement.Text("closingBalance"));
        Assert.Equal(statement.Amount("closingBalance"), statement.GetProperty("movements").EnumerateArray().Aggregate(statement.Amount("openingBalance"), (sum, m) => sum + m.Amount("debit") - m.Amount("credit")));
    }
}
