using System.Text.Json;
using Customers.Domain.Stores;
using Customers.Functions.Tests.App;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.Front;

/// <summary>What is refused of orders, with every fault at once; and then nothing is written.</summary>
public sealed class OrderRefusalTests(HubHost hub) : IClassFixture<HubHost>
{
    private const string Line = """{"description":"a","quantity":1,"unitPrice":"10"}""";

    [Theory]
    [InlineData("""{}""", "lines")]
    [InlineData("""{"lines":[]}""", "lines")]
    [InlineData("""{"lines":null}""", "lines")]
    [InlineData("""{"lines":"x","adjustments":{},"number":1,"status":"shipped","dueDate":"soon","contactId":[],"customFields":[],"notes":true}""", "adjustments contactId customFields dueDate lines notes number status")]
    [InlineData("""{"lines":[5,{},{"description":"a","quantity":-1,"unitPrice":"-1"},null]}""", "lines[0] lines[1].description lines[1].quantity lines[1].unitPrice lines[2].quantity lines[2].unitPrice lines[3]")]
    [InlineData("""{"lines":[{"description":" ","quantity":"0","unitPrice":"1.1234567"},{"description":"a","quantity":"0.00001","unitPrice":1,"discountPercent":"100.1","taxPercent":"-1"}]}""", "lines[0].description lines[0].quantity lines[0].unitPrice lines[1].discountPercent lines[1].quantity lines[1].taxPercent")]
    [InlineData("""{"lines":[{"description":"a","quantity":"1000000001","unitPrice":1},{"description":"a","quantity":9999999999999999999999999999,"unitPrice":1000000000000},{"description":"a","quantity":1000000000,"unitPrice":1000000000}]}""", "lines[0].quantity lines[1].quantity lines[2]")]
    [InlineData("""{"lines":[{"description":"a","quantity":"x","unitPrice":{},"more":1,"net":"1"}]}""", "lines[0].more lines[0].net lines[0].quantity lines[0].unitPrice")]
    [InlineData("""{"lines":[{"productId":"prd_0","quantity":1}],"contactId":"con_0","customFields":{"unknown":1}}""", "contactId customFields.unknown lines[0].productId")]
    [InlineData("""{"lines":[LINE],"adjustments":[{"kind":"bonus","percent":1},{"percent":1},{"kind":"discount"},{"kind":"discount","percent":1,"amount":1},{"kind":"discount","percent":101},{"kind":"shipping","amount":"-1"},{"kind":"shipping","amount":"1.001"}]}""", "adjustments[0].kind adjustments[1].kind adjustments[2] adjustments[3] adjustments[4].percent adjustments[5].amount adjustments[6].amount")]
    [InlineData("""{"lines":[LINE],"adjustments":[{"kind":"discount","amount":"10.01"}]}""", "adjustments")]
    [InlineData("""{"lines":[LINE],"paymentTerms":"net366","currency":"EURO","status":"closed","dueDate":"9999-12-31","id":"x","total":"1"}""", "currency id paymentTerms status total")]
    [InlineData("""{"lines":[LINE],"dueDate":"9999-12-31"}""", "dueDate")]
    [InlineData("""{"lines":[LINE],"dueDate":"1999-12-31"}""", "dueDate")]
    [InlineData("""{"lines":[LINE],"billingAddress":{"country":"XX","zip":1,"line1":5},"shippingAddress":"here"}""", "billingAddress.country billingAddress.line1 billingAddress.zip shippingAddress")]
    [InlineData("""{"lines":[LINE],"poNumber":"a\u0007","notes":"\u0000"}""", "notes poNumber")]
    public async Task Every_fault_is_told_at_once(string body, string fields)
    {
        var customer = await CustomerAsync();
        using var answer = await hub.Admin.TryAsync(HttpMethod.Post, $"/api/customers/{customer}/orders", body.Replace("LINE", Line, StringComparison.Ordinal));
        Assert.Equal(fields, string.Join(' ', (await answer.FaultsAsync()).Select(f => f.Split(':')[0]).Order(StringComparer.Ordinal)));
        Assert.Empty(await hub.Admin.AllAsync($"/api/customers/{customer}/orders"));
    }

    [Theory]
    [InlineData("""{"number":"X","status":"confirmed"}""", "400 validation-failed")]
    [InlineData("""{"lines":[]}""", "400 validation-failed")]
    [InlineData("""{"lines":null}""", "400 validation-failed")]
    [InlineData("""{"currency":"USD"}""", "422 currency-mismatch")]
    [InlineData("""{"contactId":"con_0"}""", "400 validation-failed")]
    [InlineData("""{"adjustments":[{"kind":"discount","amount":11}]}""", "400 validation-failed")]
    [InlineData("""{"dueDate":"2999-01-01"}""", "400 validation-failed")]
    [InlineData("""{"currency":"EUR","number":null}""", "400 validation-failed")]
    [InlineData("""{"currency":"EUR"}""", "200")]
    public async Task A_change_is_refused_too(string body, string outcome)
    {
        var path = "/api/orders/" + (await CreateAsync(await CustomerAsync())).Text("id");
        var before = (await hub.Admin.GetAsync(path)).ToString();
        Assert.Equal(outcome, await hub.Admin.OutcomeAsync(HttpMethod.Patch, path, body));
        Assert.Equal(before, (await hub.Admin.GetAsync(path)).ToString());
    }

    [Fact]
    public async Task Another_currency_another_customers_contact_and_5000_lines_are_refused()
    {
        var (customer, other) = (await CustomerAsync(), await CustomerAsync());
        var contact = (await hub.Admin.PostAsync($"/api/customers/{other}/contacts", new { firstName = "Theirs" })).Text("id");
        Assert.Equal("422 currency-mismatch", await OutcomeAsync(new { currency = "USD", lines = Lines(1) }));
        Assert.Equal("400 validation-failed", await OutcomeAsync(new { contactId = contact, lines = Lines(1) }));
        Assert.Equal("400 validation-failed", await OutcomeAsync(new { lines = Lines(5000) }));
        Assert.Equal("400 validation-failed", await OutcomeAsync(new { lines = Lines(1001) }));
        Assert.Equal("201", await OutcomeAsync(new { lines = Lines(1000) }));
        Assert.Equal("404 not-found", await hub.Admin.OutcomeAsync(HttpMethod.Post, "/api/customers/cus_00000000000000000000000000/orders", new { lines = Lines(1) }));

        Task<string> OutcomeAsync(object order) => hub.Admin.OutcomeAsync(HttpMethod.Post, $"/api/customers/{customer}/orders", order);

        static object[] Lines(int count) => [.. Enumerable.Range(0, count).Select(i => new { description = $"Line {i}", quantity = 1, unitPrice = "0.01" })];
    }

    [Theory]
    [InlineData("", "fulfil close reopen")]
    [InlineData("confirm", "confirm close reopen PATCH")]
    [InlineData("confirm fulfil", "confirm fulfil cancel reopen PATCH")]
    [InlineData("confirm fulfil close", "confirm fulfil close cancel PATCH")]
    [InlineData("cancel", "confirm fulfil close cancel PATCH")]
    public async Task A_move_that_the_status_does_not_allow_is_refused(string moves, string wrong)
    {
        var path = "/api/orders/" + (await CreateAsync(await CustomerAsync())).Text("id");
        foreach (var move in moves.Split(' ', StringSplitOptions.RemoveEmptyEntries)) await hub.Admin.PostAsync($"{path}/{move}");
        foreach (var move in wrong.Split(' '))
            Assert.Equal("409 wrong-order-status", await (move == "PATCH" ? hub.Admin.OutcomeAsync(HttpMethod.Patch, path, new { notes = "x" }) : hub.Admin.OutcomeAsync(HttpMethod.Post, $"{path}/{move}")));
    }

    [Fact]
    public async Task An_order_of_a_store_is_changed_by_the_store_alone()
    {
        var store = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.Shopify, "orders-refused");
        await store.SendAsync(store.Told(new ToldOrder { Id = 1, Email = "theirs@buyer.example" }));
        await store.DrainedAsync();
        var path = "/api/orders/" + (await store.OrdersAsync()).Single().Text("id");
        foreach (var move in new[] { "confirm", "fulfil", "close", "cancel", "reopen" }) Assert.Equal("409 store-order", await hub.Admin.OutcomeAsync(HttpMethod.Post, $"{path}/{move}"));
        Assert.Equal("409 store-order", await hub.Admin.OutcomeAsync(HttpMethod.Patch, path, new { notes = "x" }));
        var documents = await hub.Admin.GetAsync(path + "/documents");
        Assert.Equal(["100.00 100.00"], documents.GetProperty("invoices").EnumerateArray().Select(invoice => $"{invoice.Text("total")} {invoice.Text("remaining")}"));
        Assert.Empty(documents.GetProperty("payments").EnumerateArray());
    }

    [Theory]
    [InlineData("poNumber", 100)]
    [InlineData("notes", 4000)]
    [InlineData("number", 50)]
    public async Task A_text_has_its_longest_length(string field, int longest)
    {
        var customer = await CustomerAsync();
        foreach (var (length, outcome) in new[] { (longest, "201"), (longest + 1, "400 validation-failed") })
        {
            var order = new Dictionary<string, object> { ["lines"] = new[] { JsonDocument.Parse(Line).RootElement }, [field] = new string('x', length) };
            Assert.Equal(outcome, await hub.Admin.OutcomeAsync(HttpMethod.Post, $"/api/customers/{customer}/orders", order));
        }
    }

    private async Task<string> CustomerAsync() => (await hub.Admin.CreateCustomerAsync()).Text("id");

    private Task<JsonElement> CreateAsync(string customer) => hub.Admin.PostAsync($"/api/customers/{customer}/orders", Wire.Json($$"""{"lines":[{{Line}}]}"""));
}
