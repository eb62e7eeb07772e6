using System.Text.Json;
using Customers.Functions.Tests.Http;
using Microsoft.Extensions.Time.Testing;

namespace Customers.Functions.Tests.App;

/// <summary>Quotes, and what becomes of them. Time stands still, and passes when the test says so.</summary>
public sealed class QuoteTests : IAsyncLifetime
{
    private static readonly object[] Lines = [new { sku = "HAT-1", description = "Hat", quantity = 2, unitPrice = "12.5", taxPercent = 20 }];
    private readonly StillHub _hub = new();
    private string _customer = "";

    private sealed class StillHub() : HubHost(new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero)))
    {
        public FakeTimeProvider Time => (FakeTimeProvider)Clock;
    }

    public async Task InitializeAsync()
    {
        await _hub.InitializeAsync();
        _customer = (await _hub.Admin.CreateCustomerAsync(new { name = "Asks", paymentTerms = "net14", discountPercent = 10 })).Text("id");
    }

    public Task DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task A_quote_that_is_accepted_becomes_one_order_however_often()
    {
        var contact = (await _hub.Admin.PostAsync($"/api/customers/{_customer}/contacts", new { firstName = "Ada" })).Text("id");
        var quote = await CreateAsync(new { lines = Lines, poNumber = "PO 1", contactId = contact, shippingAddress = new { city = "Graz" } });
        Assert.Equal("open 2026-12-24 27.00 null", $"{quote.Text("status")} {quote.Text("expiresOn")} {quote.Text("total")} {quote.GetProperty("orderId").GetRawText()}");
        Assert.StartsWith("QU", quote.Text("number"), StringComparison.Ordinal);
        _hub.Time.Advance(TimeSpan.FromDays(3));

        var accepted = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => _hub.Admin.PostAsync(PathOf(quote) + "/accept")));
        Assert.Single(accepted.Select(answer => answer.ToString()).Distinct());
        Assert.Equal("accepted", accepted[0].Text("status"));
        var order = Assert.Single(await _hub.Admin.AllAsync($"/api/customers/{_customer}/orders"));
        Assert.Equal(accepted[0].Text("orderId"), order.Text("id"));
        Assert.Equal("draft PO 1 2026-12-11 Graz 27.00", $"{order.Text("status")} {order.Text("poNumber")} {order.Text("dueDate")} {order.GetProperty("shippingAddress").Text("city")} {order.Text("total")}");
        Assert.Equal(quote.GetProperty("lines").GetRawText(), order.GetProperty("lines").GetRawText());
        Assert.Equal(accepted[0].ToString(), (await _hub.Admin.PostAsync(PathOf(quote) + "/accept")).ToString());
        Assert.Equal("409 wrong-quote-status", await _hub.Admin.OutcomeAsync(HttpMethod.Post, PathOf(quote) + "/decline"));
        Assert.Equal("409 wrong-quote-status", await _hub.Admin.OutcomeAsync(HttpMethod.Patch, PathOf(quote), new { notes = "x" }));
        var counts = (await _hub.Admin.GetAsync($"/api/customers/{_customer}/profile")).GetProperty("counts");
        Assert.Equal("1 1", $"{counts.GetProperty("orders")} {counts.GetProperty("quotes")}");
    }

    [Fact]
    public async Task A_quote_expires_by_itself_and_lasts_longer_when_somebody_says_so()
    {
        var quote = await CreateAsync(new { lines = Lines, expiresOn = "2026-11-30" });
        _hub.Time.Advance(TimeSpan.FromDays(6));
        Assert.Equal("open", (await _hub.Admin.GetAsync(PathOf(quote))).Text("status"));
        _hub.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal("expired", (await _hub.Admin.GetAsync(PathOf(quote))).Text("status"));
        foreach (var move in new[] { "accept", "decline" }) Assert.Equal("409 quote-expired", await _hub.Admin.OutcomeAsync(HttpMethod.Post, $"{PathOf(quote)}/{move}"));
        Assert.Equal("409 quote-expired", await _hub.Admin.OutcomeAsync(HttpMethod.Patch, PathOf(quote), new { notes = "x" }));
        Assert.Equal("400 validation-failed", await _hub.Admin.OutcomeAsync(HttpMethod.Patch, PathOf(quote), new { expiresOn = "2026-11-30" }));
        Assert.Equal("open", (await _hub.Admin.PatchAsync(PathOf(quote), new { expiresOn = "2026-12-01" })).Text("status"));
        Assert.Equal("accepted", (await _hub.Admin.PostAsync(PathOf(quote) + "/accept")).Text("status"));
    }

    [Fact]
    public async Task Of_accepting_and_declining_at_once_one_happens()
    {
        var quote = await CreateAsync(new { lines = Lines });
        var outcomes = await Task.WhenAll(new[] { "accept", "decline" }.Select(move => _hub.Admin.OutcomeAsync(HttpMethod.Post, $"{PathOf(quote)}/{move}")));
        Assert.Equal(["200", "409 wrong-quote-status"], outcomes.Order(StringComparer.Ordinal));
        Assert.Equal((await _hub.Admin.GetAsync(PathOf(quote))).Text("status") == "accepted" ? 1 : 0, (await _hub.Admin.AllAsync($"/api/customers/{_customer}/orders")).Count);
    }

    [Fact]
    public async Task An_open_quote_is_changed_for_a_version_and_declined_once()
    {
        var quote = await CreateAsync(new { lines = Lines });
        using var read = await _hub.Admin.TryAsync(HttpMethod.Get, PathOf(quote));
        var tag = ("If-Match", read.Headers.ETag!.ToString());
        var outcomes = await Task.WhenAll(new[] { 1, 2 }.Select(i => _hub.Admin.OutcomeAsync(HttpMethod.Patch, PathOf(quote), new { adjustments = new[] { new { kind = "discount", percent = i } } }, tag)));
        Assert.Equal(["200", "412 version-mismatch"], outcomes.Order(StringComparer.Ordinal));
        Assert.Equal("declined", (await _hub.Admin.PostAsync(PathOf(quote) + "/decline")).Text("status"));
        foreach (var move in new[] { "accept", "decline" }) Assert.Equal("409 wrong-quote-status", await _hub.Admin.OutcomeAsync(HttpMethod.Post, $"{PathOf(quote)}/{move}"));
        var history = await _hub.Admin.AllAsync($"/api/history?subject={quote.Text("id")}");
        Assert.Equal(["changed", "changed", "created"], history.Select(entry => entry.Text("action")).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("POST", """{"expiresOn":"2026-11-23","lines":[{"description":"a","quantity":1,"unitPrice":1}]}""", "400 validation-failed")]
    [InlineData("POST", """{"expiresOn":"2999-01-01","lines":[{"description":"a","quantity":1,"unitPrice":1}]}""", "400 validation-failed")]
    [InlineData("POST", """{"dueDate":"2026-12-24","status":"open","lines":[{"description":"a","quantity":1,"unitPrice":1}]}""", "400 validation-failed")]
    [InlineData("POST", """{"currency":"USD","lines":[{"description":"a","quantity":1,"unitPrice":1}]}""", "422 currency-mismatch")]
    [InlineData("POST", """{"lines":[{"description":"a","quantity":-1,"unitPrice":1}]}""", "400 validation-failed")]
    [InlineData("POST", "{}", "400 validation-failed")]
    [InlineData("PATCH", """{"number":"QX"}""", "400 validation-failed")]
    [InlineData("PATCH", """{"orderId":"ord_0"}""", "400 validation-failed")]
    [InlineData("PATCH", """{"lines":[]}""", "400 validation-failed")]
    [InlineData("PATCH", """{"currency":"USD"}""", "422 currency-mismatch")]
    [InlineData("PATCH", """{"expiresOn":null,"customFields":null}""", "200")]
    public async Task A_quote_is_refused(string method, string body, string outcome)
    {
        var path = method == "POST" ? $"/api/customers/{_customer}/quotes" : PathOf(await CreateAsync(new { lines = Lines }));
        Assert.Equal(outcome, await _hub.Admin.OutcomeAsync(new HttpMethod(method), path, body));
    }

    [Fact]
    public async Task The_longest_quote_becomes_an_order_too_and_one_that_no_commit_takes_twice_is_refused()
    {
        Assert.Equal("400 validation-failed", await _hub.Admin.OutcomeAsync(HttpMethod.Post, $"/api/customers/{_customer}/quotes", Long('ü', 350)));
        var quote = await CreateAsync(Wire.Json(Long('x', 500)));
        Assert.Equal("accepted", (await _hub.Admin.PostAsync(PathOf(quote) + "/accept")).Text("status"));

        static string Long(char letter, int length)
        {
            var lines = Enumerable.Range(0, 1000).Select(i => $$"""{"sku":"{{$"{i}".PadLeft(100, 's')}}","description":"{{new string(letter, length)}}","quantity":1,"unitPrice":1}""");
            return $$"""{"lines":[{{string.Join(',', lines)}}]}""";
        }
    }

    [Fact]
    public async Task Quotes_are_listed_by_what_has_become_of_them()
    {
        foreach (var (number, expiresOn, price) in new[] { ("Q-9", "2026-12-01", 5), ("Q-10", "2026-12-03", 4), ("Q-11", "2026-12-02", 3), ("Q-12", "2026-12-31", 9) })
            await CreateAsync(new { number, expiresOn, adjustments = Array.Empty<object>(), lines = new[] { new { description = "Thing " + number, quantity = 1, unitPrice = price } } });
        var ids = (await _hub.Admin.AllAsync($"/api/customers/{_customer}/quotes")).ToDictionary(quote => quote.Text("number"), PathOf);
        await _hub.Admin.PostAsync(ids["Q-11"] + "/accept");
        await _hub.Admin.PostAsync(ids["Q-12"] + "/decline");
        _hub.Time.Advance(TimeSpan.FromDays(8)); // the 2nd of December
        foreach (var (query, numbers) in new[]
        {
            ("sort=number", "Q-9 Q-10 Q-11 Q-12"), ("sort=-total", "Q-12 Q-9 Q-10 Q-11"), ("sort=expiresOn", "Q-9 Q-11 Q-10 Q-12"), ("status=open", "Q-10"), ("status=expired", "Q-9"),
            ("status=accepted", "Q-11"), ("status=declined&sort=total", "Q-12"), ("q=thing&status=open&sort=total", "Q-10"), ("from=2026-11-25", ""),
        })
        {
            foreach (var path in new[] { $"/api/customers/{_customer}/quotes?", "/api/quotes?", $"/api/quotes?customerId={_customer}&" })
                Assert.Equal(numbers, string.Join(' ', (await _hub.Admin.AllAsync($"{path}{query}&limit=1")).Select(quote => quote.Text("number"))));
        }
    }

    private Task<JsonElement> CreateAsync(object quote) => _hub.Admin.PostAsync($"/api/customers/{_customer}/quotes", quote);

    private static string PathOf(JsonElement quote) => "/api/quotes/" + quote.Text("id");
}
