using System.Globalization;
using System.Text.Json;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.App;

/// <summary>The numbers of sales documents: those that people give, and those without a gap.</summary>
public sealed class NumberTests(NumberTests.GaplessHub hub) : IClassFixture<NumberTests.GaplessHub>
{
    private const int Posters = 20;
    private const int Rivals = 5;

    /// <summary>A hub whose settings leave no gap in the numbers of any document.</summary>
    public sealed class GaplessHub : HubHost
    {
        private static readonly string[] Kinds = ["order", "quote", "cashSale", "invoice", "creditNote", "return", "deliveryNote", "payment"];

        public override async Task InitializeAsync()
        {
            await base.InitializeAsync();
            await Admin.PutAsync("/api/settings", new { numbering = Kinds.ToDictionary(kind => kind, _ => new { gapless = true }) });
        }
    }

    [Theory]
    [InlineData("orders", """{"lines":[LINE]}""")]
    [InlineData("quotes", """{"lines":[LINE]}""")]
    [InlineData("cash-sales", """{"lines":[LINE]}""")]
    [InlineData("invoices", """{"lines":[LINE]}""")]
    [InlineData("invoices", """{"orderId":"ORDER","lines":[PART]}""")]
    [InlineData("credit-notes", """{"amount":1,"reason":"a"}""")]
    [InlineData("returns", """{"orderId":"ORDER","lines":[PART],"reason":"a"}""")]
    [InlineData("delivery-notes", """{"orderId":"ORDER","lines":[PART]}""")]
    [InlineData("payments", """{"amount":1}""")]
    public async Task A_number_that_was_given_belongs_to_one_document_of_its_kind(string what, string body)
    {
        var (first, second) = (await SceneAsync(), await SceneAsync());
        var number = $"{first.Customer.Id[^6..]} / {what} ä".ToUpperInvariant();
        Assert.Equal(number, (await first.Customer.PostAsync(what, Wire.Json(first.Fill(Numbered(number))))).Text("number"));
        foreach (var again in new[] { number, number.ToLowerInvariant() })
        {
            await first.Customer.RefusesAsync("409 number-taken", what, first.Fill(Numbered(again)));
            await second.Customer.RefusesAsync("409 number-taken", what, second.Fill(Numbered(again)));
        }

        Assert.Single(await first.Customer.AllAsync(what), document => document.Text("number") == number);
        await second.Customer.PostAsync(what, Wire.Json(second.Fill(Numbered(number + " b"))));

        string Numbered(string with) => $$"""{"number":"{{with}}",{{body[1..]}}""";
    }

    [Theory]
    [InlineData("orders", "order", """{"lines":[LINE]}""", """{"lines":[LINE],"currency":"USD"}""", 0)]
    [InlineData("quotes", "quote", """{"lines":[LINE]}""", """{"lines":[LINE],"currency":"USD"}""", 0)]
    [InlineData("cash-sales", "cashSale", """{"lines":[LINE]}""", """{"lines":[LINE],"currency":"USD"}""", 0)]
    [InlineData("invoices", "invoice", """{"lines":[LINE]}""", """{"orderId":"ONE"}""", 1)]
    [InlineData("credit-notes", "creditNote", """{"amount":1,"reason":"a"}""", """{"invoiceId":"INVOICE","reason":"a"}""", 1)]
    [InlineData("returns", "return", """{"orderId":"ORDER","lines":[PART],"reason":"a"}""", """{"orderId":"SOLD","reason":"a"}""", 1)]
    [InlineData("delivery-notes", "deliveryNote", """{"orderId":"ORDER","lines":[PART]}""", """{"orderId":"ONE"}""", 1)]
    [InlineData("payments", "payment", """{"amount":1,"autoAllocate":false}""", """{"amount":7,"allocations":[{"invoiceId":"INVOICE","amount":7}]}""", 1)]
    public async Task Numbers_have_no_gap_and_no_double_whoever_posts_and_whatever_is_refused(string what, string kind, string body, string contested, int winners)
    {
        var scenes = new[] { await SceneAsync(), await SceneAsync() };
        var first = await NextAsync(kind);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, Posters).Select(i => TryAsync(i, body))
            .Concat(Enumerable.Range(0, Rivals).Select(_ => TryAsync(0, contested)))
            .Concat(new[] { "{}", "{", """{"number":"\u0000"}""" }.Select(faulty => TryAsync(1, faulty))));
        Assert.All(outcomes[..Posters], outcome => Assert.Equal("201", outcome));
        Assert.Equal(winners, outcomes[Posters..].Count(outcome => outcome == "201"));
        Assert.DoesNotContain(outcomes, outcome => outcome.StartsWith('5'));
        // What the rivals gave back goes to those who come next.
        for (var i = winners; i < Rivals; i++) Assert.Equal("201", await TryAsync(i, body));
        var made = (await Task.WhenAll(scenes.Select(scene => scene.Customer.AllAsync(what)))).SelectMany(documents => documents).Select(NumberOf).Where(number => number >= first).Order();
        Assert.Equal(Enumerable.Range(first, Posters + Rivals), made);
        Assert.Equal(first + Posters + Rivals, await NextAsync(kind));

        Task<string> TryAsync(int i, string wish) => scenes[i % 2].Customer.OutcomeAsync(what, scenes[i % 2].Fill(wish));
    }

    private async Task<int> NextAsync(string kind) => (await hub.Admin.GetAsync("/api/settings")).GetProperty("numbering").GetProperty(kind).GetProperty("next").GetInt32();

    private static int NumberOf(JsonElement document) => int.Parse(document.Text("number").TrimStart([.. "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]), CultureInfo.InvariantCulture);

    /// <summary>A customer with one order invoiced in part, one not at all, one wholly, and an open invoice of 7.</summary>
    private async Task<Scene> SceneAsync()
    {
        var customer = await AccountDriver.NewAsync(hub.Admin);
        var (order, one, sold) = (await customer.OrderAsync(0, AccountDriver.Lines(1, 100)), await customer.OrderAsync(1), await customer.OrderAsync(1));
        await customer.PostAsync("invoices", new { orderId = order.Text("id"), lines = new[] { new { line = 1, quantity = 50 } }, dueDate = "2026-11-30" });
        await customer.PostAsync("invoices", new { orderId = sold.Text("id") });
        return new(customer, order.Text("id"), one.Text("id"), sold.Text("id"), (await customer.InvoiceAsync(7, due: "2027-01-01")).Text("id"));
    }

    private sealed record Scene(AccountDriver Customer, string Order, string One, string Sold, string Invoice)
    {
        public string Fill(string body) => body
            .Replace("LINE", """{"description":"a","quantity":1,"unitPrice":1}""", StringComparison.Ordinal).Replace("PART", """{"line":1,"quantity":1}""", StringComparison.Ordinal)
            .Replace("\"ORDER\"", $"\"{Order}\"", StringComparison.Ordinal).Replace("\"ONE\"", $"\"{One}\"", StringComparison.Ordinal)
            .Replace("\"SOLD\"", $"\"{Sold}\"", StringComparison.Ordinal).Replace("\"INVOICE\"", $"\"{Invoice}\"", StringComparison.Ordinal);
    }
}
