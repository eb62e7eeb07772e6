using System.Net;
using System.Text;
using System.Text.Json;
using Customers.Functions.Tests.App;
using Customers.Functions.Tests.Http;
using Customers.Functions.Tests.Statements;

namespace Customers.Functions.Tests.Front;

/// <summary>What a customer is told to owe: as JSON, as a page, on paper.</summary>
public sealed class StatementTests(HubHost hub) : IClassFixture<HubHost>
{
    private const string Json = "application/json", Html = "text/html", Pdf = "application/pdf";

    [Theory]
    [InlineData("", Json)]
    [InlineData("*/*", Json)]
    [InlineData("application/json", Json)]
    [InlineData("application/json, text/plain, */*", Json)]
    [InlineData("text/html", Html)]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", Html)]
    [InlineData("text/html, */*", Html)]
    [InlineData("text/*", Html)]
    [InlineData("application/pdf", Pdf)]
    [InlineData("Application/PDF", Pdf)]
    [InlineData("application/pdf, text/html", Pdf)]
    [InlineData("text/html;q=0.5, application/pdf;q=0.9", Pdf)]
    [InlineData("text/html;q=0.5, */*", Json)]
    [InlineData("application/pdf;q=0", Json)]
    [InlineData("application/json;q=0, text/html;q=0.1", Html)]
    [InlineData("application/json;q=0, */*;q=0.1", Html)]
    [InlineData("image/png", Json)] // what suits nobody is answered all the same
    [InlineData("nonsense;;;", Json)]
    public async Task A_statement_takes_the_form_that_its_reader_likes_best(string accept, string type)
    {
        var customer = await AccountDriver.NewAsync(hub.Admin);
        using var answer = await AnswerAsync(customer, "", accept);
        Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
    }

    [Theory]
    [InlineData("", null, "", "67.50")]
    [InlineData("from=2026-01-01&to=2026-12-31", "0.00", "invoice 100.00, payment -30.00, creditNote -5.00, adjustment 2.50, cashSale 12.00, cashSale -12.00, payment -8.00, void 8.00", "67.50")]
    [InlineData("from=2026-09-10&to=2026-09-10", "0.00", "invoice 100.00", "100.00")]
    [InlineData("from=2026-09-11&to=2026-10-14", "100.00", "", "100.00")]
    [InlineData("from=2026-10-15&to=2026-11-01", "100.00", "payment -30.00, creditNote -5.00", "65.00")]
    [InlineData("from=2026-11-02&to=2026-11-23", "65.00", "adjustment 2.50", "67.50")]
    [InlineData("from=1900-01-01&to=1900-01-01", "0.00", "", "0.00")]
    [InlineData("from=1900-01-01&to=2999-12-31&currency=EUR", "0.00", "invoice 100.00, payment -30.00, creditNote -5.00, adjustment 2.50, cashSale 12.00, cashSale -12.00, payment -8.00, void 8.00", "67.50")]
    [InlineData("from=2999-12-31&to=2999-12-31", "67.50", "", "67.50")]
    [InlineData("from=2026-01-01&to=2026-12-31&currency=USD", "0.00", "", "0.00")]
    public async Task A_period_shows_all_that_led_from_its_first_balance_to_its_last(string query, string? opening, string movements, string closing)
    {
        var statement = await StatementAsync(await MovedAsync(), query);
        Assert.Equal((opening, closing), (statement.GetProperty("openingBalance").GetString(), statement.Text("closingBalance")));
        Assert.Equal(movements, string.Join(", ", Movements(statement).Select(m => $"{m.Text("kind")} {ToldOrder.Text(Change(m))}")));
        var balance = opening is null ? 0 : statement.Amount("openingBalance");
        foreach (var movement in Movements(statement)) Assert.Equal(balance += Change(movement), movement.Amount("balance"));
        if (opening is not null) Assert.Equal(balance, statement.Amount("closingBalance"));
    }

    [Fact]
    public async Task Periods_that_follow_one_another_leave_nothing_out()
    {
        var customer = await MovedAsync();
        var (balance, seen) = ("0.00", new List<string>());
        DateOnly[] firsts = [new(2026, 9, 1), new(2026, 9, 10), new(2026, 9, 11), new(2026, 10, 15), new(2026, 11, 2), new(2026, 11, 24), new(2026, 11, 25), new(2027, 1, 1)];
        foreach (var (first, next) in firsts.Zip(firsts[1..]))
        {
            var statement = await StatementAsync(customer, $"from={first:O}&to={next.AddDays(-1):O}");
            Assert.Equal(balance, statement.Text("openingBalance"));
            Assert.All(Movements(statement), movement => Assert.InRange(DateOnly.Parse(movement.Text("date"), null), first, next.AddDays(-1)));
            balance = statement.Text("closingBalance");
            seen.AddRange(Movements(statement).Select(movement => movement.Text("documentId")));
        }

        Assert.Equal(await customer.FiguresAsync("balance"), balance);
        Assert.Equal((await customer.AllAsync("transactions")).Select(t => t.Text("documentId")).Order(StringComparer.Ordinal), seen.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_is_open_is_listed_oldest_first_and_comes_to_the_balance()
    {
        var customer = await AccountDriver.NewAsync(hub.Admin);
        await customer.PayAsync(4, autoAllocate: false);
        await customer.InvoiceAsync(30, due: "2026-12-31");
        await customer.InvoiceAsync(20, due: "2026-10-31", issued: "2026-10-01");
        await customer.InvoiceAsync(10, due: "2026-11-30");
        await customer.PostAsync("payments", new { amount = 25, date = "2026-11-20", reference = "T1" });
        var statement = await StatementAsync(customer, "");
        Assert.Equal(["payment -4.00 -4.00 2026-11-24", "invoice 10.00 5.00 2026-11-30", "invoice 30.00 30.00 2026-12-31"], Items(statement));
        Assert.Equal("31.00", statement.Text("closingBalance"));
        await customer.PostAsync("credit-notes", new { amount = 45, reason = "All of it", date = "2026-11-01" });
        Assert.Equal(["creditNote -45.00 -10.00 2026-11-01", "payment -4.00 -4.00 2026-11-24"], Items(await StatementAsync(customer, "")));
        Assert.Equal("-14.00", await customer.FiguresAsync("balance"));

        static IEnumerable<string> Items(JsonElement statement) => statement.GetProperty("items").EnumerateArray()
            .Select(item => $"{item.Text("kind")} {item.Text("total")} {item.Text("remaining")} {item.GetProperty("dueDate").GetString() ?? item.Text("date")}");
    }

    [Fact]
    public async Task Each_currency_has_a_statement_of_its_own()
    {
        var (store, kroner) = (await StoreDriver.RegisterAsync(hub.Admin, Domain.Stores.StoreKind.WooCommerce, "currencies"), new ToldOrder { Id = 5, Email = "currencies@buyer.example", Total = 70 });
        await store.SendAsync(store.Told(new ToldOrder { Id = 4, Email = "currencies@buyer.example", Total = 50 }), store.Signed("order.updated", kroner.ToWooCommerce().With("currency", "DKK").ToBytes()));
        await store.DrainedAsync();
        var customer = new AccountDriver(hub.Admin, Assert.Single(await store.CustomersAsync()).Text("id"));
        foreach (var (query, currency, balance) in new[] { ("", "EUR", "50.00"), ("currency=DKK", "DKK", "70.00"), ("currency=JPY", "JPY", "0") })
        {
            var statement = await StatementAsync(customer, query);
            Assert.Equal($"{currency} {balance} {balance}", $"{statement.Text("currency")} {statement.Text("closingBalance")} {statement.GetProperty("ageing").Text("days1To30")}");
            Assert.All(statement.GetProperty("items").EnumerateArray(), item => Assert.Equal(balance, item.Text("remaining")));
        }
    }

    [Fact]
    public async Task A_page_and_a_paper_say_the_same_and_what_people_wrote_is_only_text()
    {
        const string Name = "<script>alert(1)</script> & Söhne";
        var customer = await AccountDriver.NewAsync(hub.Admin, new { name = Name });
        await customer.PostAsync("addresses", new { line1 = "\"><img src=x> 1", city = "Łódź", country = "PL", defaultBilling = true });
        for (var i = 0; i < 60; i++) await customer.InvoiceAsync(1000.5m + i, due: "2026-12-24", number: $"{customer.Id[^4..]}-{i}");
        await customer.PostAsync("payments", new { amount = 1, autoAllocate = false, reference = "<b>T1</b>" });
        var (page, paper) = (await TextAsync(customer, Html), PdfText.Pages(await BytesAsync(customer, Pdf)));
        foreach (var trap in new[] { "<script", "<img", "<b>" }) Assert.DoesNotContain(trap, page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; Söhne", page, StringComparison.Ordinal);
        Assert.Equal(4, paper.Count);
        var text = string.Concat(paper);
        foreach (var told in new[] { Name, "\"><img src=x> 1", "<b>T1</b>" }) Assert.Contains(told, text, StringComparison.Ordinal);
        for (var i = 0; i < 60; i++)
            foreach (var form in new[] { page, text }) Assert.Contains($"Invoice {customer.Id[^4..]}-{i}", form, StringComparison.Ordinal);
        foreach (var form in new[] { page, text })
            foreach (var told in new[] { "Łódź", "61,799.00", "24 Nov 2026", "Opening balance", "1 Nov 2026 – 30 Nov 2026" }) Assert.Contains(told, form, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("from=2026-01-01")]
    [InlineData("to=2026-01-01")]
    [InlineData("from=2026-01-02&to=2026-01-01")]
    [InlineData("from=2026-02-30&to=2026-03-01")]
    [InlineData("from=0001-01-01&to=9999-12-31")]
    [InlineData("from=1899-12-31&to=2026-01-01")]
    [InlineData("from=2026-01-01&to=3000-01-01")]
    [InlineData("from=24.11.2026&to=24.11.2026")]
    [InlineData("from=2026-01-01T00:00:00Z&to=2026-01-02")]
    [InlineData("currency=EURO")]
    [InlineData("currency=QQQ")]
    public async Task A_period_that_is_none_is_refused_in_every_form(string query)
    {
        var customer = await AccountDriver.NewAsync(hub.Admin);
        foreach (var accept in new[] { Json, Html, Pdf }) Assert.Equal("400 validation-failed", await hub.Admin.OutcomeAsync(HttpMethod.Get, $"{customer.Path}/statement?{query}", null, ("Accept", accept)));
    }

    [Fact]
    public async Task A_statement_is_of_a_customer_that_is_there()
    {
        var (parent, deleted) = (await AccountDriver.NewAsync(hub.Admin), await AccountDriver.NewAsync(hub.Admin));
        var branch = await AccountDriver.NewAsync(hub.Admin, new { name = "Branch", parentId = parent.Id });
        await branch.InvoiceAsync(7);
        Assert.Equal(("7.00", "0.00"), ((await StatementAsync(branch, "")).Text("closingBalance"), (await StatementAsync(parent, "")).Text("closingBalance")));
        await hub.Admin.DeleteAsync(deleted.Path);
        foreach (var id in new[] { deleted.Id, "cus_00000000000000000000000000", "cus_1", "x" })
            foreach (var accept in new[] { Json, Html, Pdf }) Assert.Equal("404 not-found", await hub.Admin.OutcomeAsync(HttpMethod.Get, $"/api/customers/{id}/statement", null, ("Accept", accept)));
    }

    /// <summary>Something of everything, on dates of its own.</summary>
    private async Task<AccountDriver> MovedAsync()
    {
        var customer = await AccountDriver.NewAsync(hub.Admin);
        await customer.InvoiceAsync(100, due: "2026-10-10", issued: "2026-09-10");
        await customer.PostAsync("payments", new { amount = 30, date = "2026-10-15" });
        await customer.PostAsync("credit-notes", new { amount = 5, reason = "Late", date = "2026-11-01" });
        await customer.PostAsync("adjustments", new { amount = "2.50", reason = "Fee", date = "2026-11-10" });
        await customer.PostAsync("cash-sales", new { method = "card", lines = AccountDriver.Lines(12) });
        var mistaken = (await customer.PayAsync(8, autoAllocate: false)).Text("id");
        await hub.Admin.PostAsync($"/api/payments/{mistaken}/allocations", new { allocations = new[] { new { invoiceId = (await customer.AllAsync("invoices"))[0].Text("id"), amount = 3 } } });
        await hub.Admin.PostAsync($"/api/payments/{mistaken}/void");
        return customer;
    }

    private static List<JsonElement> Movements(JsonElement statement) => [.. statement.GetProperty("movements").EnumerateArray()];

    private static decimal Change(JsonElement movement) => movement.Amount("debit") - movement.Amount("credit");

    private async Task<JsonElement> StatementAsync(AccountDriver customer, string query) => await hub.Admin.GetAsync($"{customer.Path}/statement?{query}");

    private Task<HttpResponseMessage> AnswerAsync(AccountDriver customer, string query, string accept) => hub.Admin.TryAsync(HttpMethod.Get, $"{customer.Path}/statement?{query}", null, ("Accept", accept));

    private async Task<byte[]> BytesAsync(AccountDriver customer, string accept)
    {
        using var answer = await AnswerAsync(customer, "from=2026-11-01&to=2026-11-30", accept);
        return await answer.Content.ReadAsByteArrayAsync();
    }

    private async Task<string> TextAsync(AccountDriver customer, string accept) => Encoding.UTF8.GetString(await BytesAsync(customer, accept));
}
