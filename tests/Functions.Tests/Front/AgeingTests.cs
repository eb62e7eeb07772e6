using Customers.Functions.Tests.App;
using Customers.Functions.Tests.Http;
using Microsoft.Extensions.Time.Testing;

namespace Customers.Functions.Tests.Front;

/// <summary>How late an invoice is, the organisation's calendar says. Time stands still, and passes when the test says so.</summary>
public sealed class AgeingTests : IAsyncLifetime
{
    private readonly StillHub _hub = new();

    private sealed class StillHub() : HubHost(new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 10, 30, 0, TimeSpan.Zero)))
    {
        public FakeTimeProvider Time => (FakeTimeProvider)Clock;
    }

    public Task InitializeAsync() => _hub.InitializeAsync();

    public Task DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task An_invoice_grows_old_by_the_days_of_the_organisation()
    {
        var customer = await AccountDriver.NewAsync(_hub.Admin);
        string[] dues = ["2026-11-25", "2026-11-24", "2026-11-23", "2026-10-25", "2026-10-24", "2026-09-25", "2026-09-24", "2026-08-26", "2026-08-25"];
        for (var i = 0; i < dues.Length; i++) await customer.InvoiceAsync(1 << i, dues[i], issued: "2026-08-01");
        // Half past ten in the morning of the 24th: late on the 23rd in Pago Pago, early on the 25th on Kiritimati.
        await SeesAsync("Etc/UTC", "2026-11-24", [1 + 2, 4 + 8, 16 + 32, 64 + 128, 256]);
        await SeesAsync("Pacific/Kiritimati", "2026-11-25", [1, 2 + 4, 8 + 16, 32 + 64, 128 + 256]);
        await SeesAsync("Pacific/Pago_Pago", "2026-11-23", [1 + 2 + 4, 8 + 16, 32 + 64, 128 + 256, 0]);
        _hub.Time.Advance(TimeSpan.FromMinutes(29)); // a minute before midnight there
        await SeesAsync("Pacific/Pago_Pago", "2026-11-23", [1 + 2 + 4, 8 + 16, 32 + 64, 128 + 256, 0]);
        _hub.Time.Advance(TimeSpan.FromMinutes(1));
        await SeesAsync("Pacific/Pago_Pago", "2026-11-24", [1 + 2, 4 + 8, 16 + 32, 64 + 128, 256]);

        async Task SeesAsync(string zone, string today, decimal[] ages)
        {
            await _hub.Admin.PutAsync("/api/settings", new { organisation = new { timeZone = zone } });
            var account = await _hub.Admin.GetAsync(customer.Path + "/account");
            var (statement, receivable) = (await _hub.Admin.GetAsync(customer.Path + "/statement"), Assert.Single(await _hub.Admin.AllAsync("/api/reports/receivables")));
            Assert.Equal((today, today), (account.Text("asOf"), statement.Text("asOf")));
            foreach (var ageing in new[] { Assert.Single(account.GetProperty("ageing").EnumerateArray()), statement.GetProperty("ageing"), receivable })
                Assert.Equal(ages, Names.Select(age => ageing.Amount(age)));
            Assert.Equal(ages[1..].Sum(), (await customer.BalanceAsync()).Amount("overdue"));
            Assert.Equal(ages[1..].Sum(), (await customer.AllAsync("transactions?view=overdueInvoices")).Sum(invoice => invoice.Amount("remaining")));
            Assert.Equal(ages[1..].Sum(), (await _hub.Admin.AllAsync("/api/invoices?status=overdue")).Sum(invoice => invoice.Amount("remaining")));
            Assert.Equal(ages[0], (await customer.AllAsync("invoices?status=open")).Sum(invoice => invoice.Amount("remaining")));
        }
    }

    private static readonly string[] Names = ["current", "days1To30", "days31To60", "days61To90", "over90"];

    [Theory]
    [InlineData("Pacific/Kiritimati", "2026-11-25")]
    [InlineData("Pacific/Pago_Pago", "2026-11-23")]
    public async Task What_is_posted_today_bears_the_organisations_date(string zone, string today)
    {
        await _hub.Admin.PutAsync("/api/settings", new { organisation = new { timeZone = zone } });
        var customer = await AccountDriver.NewAsync(_hub.Admin, new { name = "Now", paymentTerms = "net30" });
        var invoice = await customer.InvoiceAsync(5);
        Assert.Equal((today, Day(today, 30)), (invoice.Text("issueDate"), invoice.Text("dueDate")));
        Assert.Equal(today, (await customer.PayAsync(1)).Text("date"));
        Assert.Equal("400 validation-failed", await customer.OutcomeAsync("payments", new { amount = 1, date = Day(today, 2) }));
        foreach (var (query, found) in new[] { ($"from={today}&to={today}", 1), ($"to={Day(today, -1)}", 0), ($"from={Day(today, 1)}", 0) })
        {
            Assert.Equal(found, (await customer.AllAsync("invoices?" + query)).Count);
            Assert.Equal(found, (await _hub.Admin.AllAsync("/api/payments?" + query)).Count);
        }
    }

    private static string Day(string today, int later) => $"{DateOnly.Parse(today, null).AddDays(later):O}";
}
