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
    [InlineData("orders", """{"lines":[$line]}""")]
    [InlineData("quotes", """{"lines":[$line]}""")]
    [InlineData("cash-sales", """{"lines":[$line]}""")]
    [InlineData("invoices", """{"lines":[$line]}""")]
    [InlineData("invoices", """{"orderId":"$many","lines":[$share]}""")]
    [InlineData("credit-notes", """{"amount":1,"reason":"a"}""")]
    [InlineData("returns", """{"orderId":"$many","lines":[$share],"reason":"a"}""")]
    [InlineData("delivery-notes", """{"orderId":"$many","lines":[$share]}""")]
    [InlineData("payments", """{"amount":1}""")]
    public async Task A_number_that_was_given_belongs_to_one_document_of_its_kind(string what, string body)
    {
        var (first, second) = (await SalesScene.NewAsync(hub.Admin), await SalesScene.NewAsync(hub.Admin));
        var number = $"{first.Customer.Id[^6..]} / {what} ä".ToUpperInvariant();
        Assert.Equal(number, (await first.Customer.PostAsync(what, Wire.Json(await first.FillAsync(Numbered(number))))).Text("number"));
        await first.Customer.RefusesAsync("409 number-taken", what, await first.FillAsync(Numbered(number)));
        await second.Customer.RefusesAsync("409 number-taken", what, await second.FillAsync(Numbered(number.ToLowerInvariant())));
        Assert.Single(await first.Customer.AllAsync(what), document => document.Text("number") == number);
        await second.Customer.PostAsync(what, Wire.Json(await second.FillAsync(Numbered(number + " b"))));

        string Numbered(string with) => $$"""{"number":"{{with}}",{{body[1..]}}""";
    }

    [Theory]
    [InlineData("orders", "order", """{"lines":[$line]}""", """{"lines":[$line],"currency":"USD"}""", 0)]
    [InlineData("cash-sales", "cashSale", """{"lines":[$line]}""", """{"lines":[$line],"currency":"USD"}""", 0)]
    [InlineData("invoices", "invoice", """{"lines":[$line]}""", """{"orderId":"$order"}""", 1)]
    [InlineData("credit-notes", "creditNote", """{"amount":1,"reason":"a"}""", """{"invoiceId":"$invoice","reason":"a"}""", 1)]
    [InlineData("delivery-notes", "deliveryNote", """{"orderId":"$many","lines":[$share]}""", """{"orderId":"$order"}""", 1)]
    public async Task Numbers_have_no_gap_and_no_double_whoever_posts_and_whatever_is_refused(string what, string kind, string body, string contested, int winners)
    {
        var scenes = new[] { await SalesScene.NewAsync(hub.Admin), await SalesScene.NewAsync(hub.Admin) };
        var bodies = new[] { await scenes[0].FillAsync(body), await scenes[1].FillAsync(body) };
        contested = await scenes[0].FillAsync(contested);
        var first = await NextAsync(kind);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, Posters).Select(i => TryAsync(i, bodies[i % 2]))
            .Concat(Enumerable.Range(0, Rivals).Select(_ => TryAsync(0, contested)))
            .Concat(new[] { "{}", "{", """{"number":"\u0000"}""" }.Select(faulty => TryAsync(1, faulty))));
        Assert.All(outcomes[..Posters], outcome => Assert.Equal("201", outcome));
        Assert.Equal(winners, outcomes[Posters..].Count(outcome => outcome == "201"));
        Assert.DoesNotContain(outcomes, outcome => outcome.StartsWith('5'));
        // What the rivals gave back goes to those who come next.
        for (var i = winners; i < Rivals; i++) Assert.Equal("201", await TryAsync(i, bodies[i % 2]));
        var made = (await Task.WhenAll(scenes.Select(scene => scene.Customer.AllAsync(what)))).SelectMany(documents => documents).Select(NumberOf).Where(number => number >= first).Order();
        Assert.Equal(Enumerable.Range(first, Posters + Rivals), made);
        Assert.Equal(first + Posters + Rivals, await NextAsync(kind));

        Task<string> TryAsync(int i, string wish) => scenes[i % 2].Customer.OutcomeAsync(what, wish);
    }

    private async Task<int> NextAsync(string kind) => (await hub.Admin.GetAsync("/api/settings")).GetProperty("numbering").GetProperty(kind).GetProperty("next").GetInt32();

    private static int NumberOf(JsonElement document) => int.Parse(document.Text("number").TrimStart([.. "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]), CultureInfo.InvariantCulture);
}
