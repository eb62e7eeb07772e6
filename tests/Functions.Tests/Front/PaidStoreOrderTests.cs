using Customers.Domain.Stores;
using Customers.Functions.Tests.App;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.Front;

/// <summary>People enter a payment for what a store has billed, and the store goes on telling of its order.</summary>
public sealed class PaidStoreOrderTests(HubHost hub) : IClassFixture<HubHost>
{
    private static int _stores;

    public static TheoryData<StoreKind, string> Lives
    {
        get
        {
            var lives = new TheoryData<StoreKind, string>();
            foreach (var kind in new[] { StoreKind.Shopify, StoreKind.WooCommerce })
                foreach (var life in new[] { "paid", "raised", "lowered", "lowered paid", "raised lowered raised", "paid refunded", "paid refunded cancelled", "cancelled", "deleted", "paid deleted", "cancelled paid raised" })
                    lives.Add(kind, life);
            return lives;
        }
    }

    [Theory]
    [MemberData(nameof(Lives))]
    public async Task Peoples_money_stays_on_the_account_whatever_the_store_tells_later(StoreKind kind, string life)
    {
        var store = await StoreDriver.RegisterAsync(hub.Admin, kind, $"paid-{Interlocked.Increment(ref _stores)}");
        var order = new ToldOrder { Id = 5, Email = $"buyer@{store.Tag}.example", BuyerId = 6 };
        await TellAsync(store, order);
        var customer = new AccountDriver(hub.Admin, Assert.Single(await store.CustomersAsync()).Text("id"));
        var invoice = Assert.Single(await customer.AllAsync("invoices")).Text("id");
        var payment = (await customer.PostAsync("payments", new { amount = 40, allocations = new[] { new { invoiceId = invoice, amount = 40 } } })).Text("id");
        await AgreesAsync(customer, order.Billed - order.NetPaid - 40);

        foreach (var step in life.Split(' '))
        {
            var (billed, paid) = step == "deleted" ? (0, 0) : (order = After(order, step)) is var now ? (now.Billed, now.NetPaid) : default;
            if (step == "deleted") await DeleteAsync(store, order);
            else await TellAsync(store, order);
            await AgreesAsync(customer, billed - paid - 40);
        }

        var balance = (await customer.BalanceAsync()).Amount("balance");
        await hub.Admin.PostAsync($"/api/payments/{payment}/void");
        await AgreesAsync(customer, balance + 40);
        Assert.Empty(await store.EventsAsync("parked"));
    }

    [Theory]
    [InlineData(StoreKind.Shopify)]
    [InlineData(StoreKind.WooCommerce)]
    public async Task Money_for_several_orders_of_a_store_stays_with_those_that_last(StoreKind kind)
    {
        var store = await StoreDriver.RegisterAsync(hub.Admin, kind, $"paid-{Interlocked.Increment(ref _stores)}");
        var orders = Enumerable.Range(1, 3).Select(i => new ToldOrder { Id = i, Email = $"buyer@{store.Tag}.example", BuyerId = 6, Total = 10 * i }).ToList();
        foreach (var order in orders) await TellAsync(store, order);
        var customer = new AccountDriver(hub.Admin, Assert.Single(await store.CustomersAsync()).Text("id"));
        await customer.PayAsync(45); // 10, 20, and 15 of 30
        Assert.Equal("15.00 15.00 0.00", await customer.FiguresAsync());
        foreach (var (next, balance) in new[] { (orders[0].Cancelled(), 5m), (orders[2].Paid(), -25), (orders[1].Paid().RefundedBy(20), -45) })
        {
            await TellAsync(store, next);
            await AgreesAsync(customer, balance);
        }
    }

    /// <summary>The account is right in itself, owes this, and money for no invoice is all that lies beside the open ones.</summary>
    private static async Task AgreesAsync(AccountDriver customer, decimal balance)
    {
        var account = await customer.BalanceAsync();
        Assert.Equal((balance, balance), (account.Amount("balance"), account.Amount("amountDue") - account.Amount("unallocated")));
        Assert.True(account.Amount("amountDue") >= 0 && account.Amount("unallocated") >= 0, account.ToString());
        await customer.AgreesAsync();
    }

    private static ToldOrder After(ToldOrder order, string step) => step switch
    {
        "paid" => order.Paid(),
        "raised" => order.Later with { Total = order.Total + 50 },
        "lowered" => order.Later with { Total = order.Total - 80 },
        "refunded" => order.RefundedBy(30),
        _ => order.Cancelled(),
    };

    private static async Task TellAsync(StoreDriver store, ToldOrder order)
    {
        await store.SendAsync(store.Told(order));
        await store.DrainedAsync();
    }

    private static async Task DeleteAsync(StoreDriver store, ToldOrder order)
    {
        await store.SendAsync(store.Deleted(order, order.UpdatedAt.AddMinutes(1)));
        await store.DrainedAsync();
    }
}
