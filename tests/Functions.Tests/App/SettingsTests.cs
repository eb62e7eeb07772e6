using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.App;

public sealed class SettingsTests : IAsyncLifetime
{
    private readonly HubHost _hub = new();

    public Task InitializeAsync() => _hub.InitializeAsync();

    public Task DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task Settings_that_nobody_has_changed_are_the_defaults()
    {
        var settings = await _hub.Admin.GetAsync("/api/settings");
        Assert.Equal(
            [
                "customer CU 1000 True False", "order SO 1000 True False", "quote QU 1000 True False", "cashSale CS 1000 True True", "invoice INV 1000 True True",
                "creditNote CN 1000 True True", "return RT 1000 True False", "deliveryNote DN 1000 True False", "payment PAY 1000 True False",
            ],
            settings.GetProperty("numbering").EnumerateObject().Select(k =>
                $"{k.Name} {k.Value.Text("prefix")} {k.Value.GetProperty("next")} {k.Value.GetProperty("auto").GetBoolean()} {k.Value.GetProperty("gapless").GetBoolean()}"));
        Assert.Equal("""{"senderName":null,"senderAddress":null} [] []""",
            $"{settings.GetProperty("email").GetRawText()} {settings.GetProperty("classifications").GetRawText()} {settings.GetProperty("customFields").GetRawText()}");
    }

    [Fact]
    public async Task What_is_put_is_read_and_can_be_put_again()
    {
        var wanted = new
        {
            organisation = new { name = "Wholesale Ltd", baseCurrency = "USD", timeZone = "Etc/UTC" },
            customerIdShown = "vat",
            numbering = new { customer = new { auto = false, prefix = "K-" }, invoice = new { prefix = "RE", next = 5000, gapless = false } },
            email = new { senderName = "Sales", senderAddress = "sales@wholesale.example" },
            classifications = new[] { new { key = "tier", label = "Tier", values = new[] { "Gold" } } },
            customFields = new object[] { new { key = "colour", label = "Colour", type = "choice", choices = new[] { "red" }, required = true, inherit = true } },
        };
        var put = await _hub.Admin.PutAsync("/api/settings", wanted);
        Assert.Equal("RE 5000 False", $"{put.GetProperty("numbering").GetProperty("invoice").Text("prefix")} {put.GetProperty("numbering").GetProperty("invoice").GetProperty("next")} {put.GetProperty("numbering").GetProperty("invoice").GetProperty("gapless").GetBoolean()}");
        var read = await _hub.Admin.GetAsync("/api/settings");
        Assert.Equal(put.ToString(), read.ToString());
        Assert.Equal(read.ToString(), (await _hub.Admin.PutAsync("/api/settings", read)).ToString());
        Assert.Equal("""[{"key":"colour","label":"Colour","type":"choice","choices":["red"],"required":true,"inherit":true}]""", read.GetProperty("customFields").GetRawText());
    }

    [Fact]
    public async Task Numbers_go_on_from_a_higher_one_and_never_back()
    {
        await _hub.Admin.PutAsync("/api/settings", new { numbering = new { customer = new { next = 5000 }, order = new { next = 1200 } } });
        Assert.Equal("CU5000", (await _hub.Admin.CreateCustomerAsync()).Text("ref"));
        Assert.Equal("409 number-already-used", await PutAsync("""{"numbering":{"customer":{"next":5000}}}"""));
        Assert.Equal("409 number-already-used", await PutAsync("""{"numbering":{"quote":{"next":2000},"order":{"next":1199}}}"""));
        var numbering = (await _hub.Admin.GetAsync("/api/settings")).GetProperty("numbering");
        Assert.Equal((1000, 1200), (numbering.GetProperty("quote").GetProperty("next").GetInt32(), numbering.GetProperty("order").GetProperty("next").GetInt32()));
    }

    [Fact]
    public async Task Without_automatic_numbers_a_reference_must_be_given_and_of_fifty_at_once_one_gets_it()
    {
        await _hub.Admin.PutAsync("/api/settings", new { numbering = new { customer = new { auto = false } } });
        Assert.Equal("400 validation-failed", await _hub.Admin.OutcomeAsync(HttpMethod.Post, "/api/customers", new { name = "x" }));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => _hub.Admin.OutcomeAsync(HttpMethod.Post, "/api/customers", new { name = "x", @ref = i % 2 == 0 ? "One" : "ONE" })));
        Assert.Equal(["1 201", "49 409 reference-taken"], outcomes.CountBy(o => o).Select(o => $"{o.Value} {o.Key}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_changed_definition_leaves_what_customers_hold()
    {
        await _hub.Admin.PutAsync("/api/settings", new { customFields = new[] { new { key = "size", type = "number" } } });
        var path = "/api/customers/" + (await _hub.Admin.CreateCustomerAsync(new { name = "x", customFields = new { size = 5 } })).Text("id");
        await _hub.Admin.PutAsync("/api/settings", new { });
        Assert.Equal("""{"size":5}""", (await _hub.Admin.PatchAsync(path, new { phone = "1" })).GetProperty("customFields").GetRawText());
        Assert.Equal("400 validation-failed", await _hub.Admin.OutcomeAsync(HttpMethod.Patch, path, new { customFields = new { size = 6 } }));
        Assert.Equal("{}", (await _hub.Admin.PatchAsync(path, new { customFields = new { size = (int?)null } })).GetProperty("customFields").GetRawText());
    }

    [Fact]
    public async Task Every_fault_is_told_at_once()
    {
        using var answer = await _hub.Admin.TryAsync(HttpMethod.Put, "/api/settings", """
            {"organisation":{"baseCurrency":"X"},"customerIdShown":"name","email":{"senderAddress":"nobody","senderName":1},
             "numbering":{"customer":{"gapless":true},"invoice":{"prefix":"123456789012345678901","next":0},"order":{"next":"1"},"bill":{}},
             "classifications":[{"key":"Tier","values":[]},{"label":"x","values":["a","a"]}],
             "customFields":[{"key":"a","type":"colour"},{"key":"a","type":"choice"},{"key":"b","choices":["x"]}],"next":1}
            """);
        Assert.Equal(
            "classifications[0].key classifications[0].values classifications[1].key classifications[1].values customFields customFields[0].type customFields[1].choices "
            + "customFields[2].choices customerIdShown email.senderAddress email.senderName next numbering.bill numbering.customer.gapless numbering.invoice.next numbering.invoice.prefix "
            + "numbering.order.next organisation.baseCurrency",
            string.Join(' ', (await answer.FaultsAsync()).Select(f => f.Split(':')[0]).Order(StringComparer.Ordinal)));
    }

    private Task<string> PutAsync(string json) => _hub.Admin.OutcomeAsync(HttpMethod.Put, "/api/settings", json);
}
