using Customers.Domain.Claims;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Orders;
using Customers.Domain.Queues;
using Customers.Domain.Stores;
using Customers.Domain.Tests.Books;
using Customers.Functions.Api;
using Customers.Functions.Jobs;
using Customers.Functions.Stores;
using Customers.Functions.Tests.Jobs;
using Customers.Functions.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;

namespace Customers.Functions.Tests.Truth;

/// <summary>A living shop and the hub that hears of it.</summary>
internal sealed class TruthScene(EmbeddedHub hub, LivingShop shop, Store store)
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    public static async Task<TruthScene> SetAsync(EmbeddedHub hub, ShopsOnline network, StoreKind kind, int number)
    {
        var shop = new LivingShop(kind, $"shop-{number}", hub.Clock);
        network.Open(shop);
        var credentials = kind == StoreKind.Shopify ? new StoreCredentials { AccessToken = "t" } : new StoreCredentials { ConsumerKey = "ck", ConsumerSecret = "cs" };
        var wish = new StoreWish(kind, shop.Secret, shop.Url, new(credentials, [shop.Secret]), new() { Tags = [shop.Secret] }, GuestPolicy.PerEmail, null);
        return new(hub, shop, (await hub.RegisterAsync(wish)).Value);
    }

    public async Task PlayAsync(Step step)
    {
        hub.Clock.Advance(TimeSpan.FromMilliseconds(step.A % 3 * 500));
        switch (step.Deed)
        {
            case Deed.Place: shop.Place(step.A); break;
            case Deed.Lose: shop.Lose(step.A); break;
            case Deed.Deliver: await DeliverAsync(step, 1 + step.B % 4); break;
            case Deed.Pull: await PullAsync(step); break;
            case Deed.PullWhileItChanges:
                shop.Meanwhile = async () =>
                {
                    shop.Change((Deed)(step.B % (int)Deed.Lose), step.A);
                    if (step.B % 2 == 0) await SendAsync(step.B, again: true);
                    if (step.B % 3 == 0) hub.Clock.Advance(TimeSpan.FromSeconds(20)); // the pull hands over to a message of its own
                };
                await PullAsync(step);
                break;
            default: shop.Change(step.Deed, step.A); break;
        }
    }

    /// <summary>All that was not lost is told, and what was is pulled a while later.</summary>
    public async Task EndAsync()
    {
        while (shop.Untold > 0) await SendAsync(shop.Untold - 1, again: false);
        await HandleAsync();
        if (!shop.NeedsPull) return;
        hub.Clock.Advance(TimeSpan.FromMinutes(15));
        await PullAsync(new(Deed.Pull, 0, 0, 0));
    }

    private async Task DeliverAsync(Step step, int count)
    {
        await Task.WhenAll(Enumerable.Range(0, count).Select(i => SendAsync(step.A + i, again: (step.A + i) % 3 == 0)));
        if (step.B % 5 != 0) await HandleAsync(step.Cut); // else later
    }

    private async Task SendAsync(int number, bool again)
    {
        if (shop.Untold == 0) return;
        var webhook = shop.Tell(number, again);
        var context = new DefaultHttpContext { Request = { Body = new MemoryStream(webhook.Body) } };
        foreach (var (name, value) in webhook.Headers) context.Request.Headers[name] = value;
        var receive = hub.Get<ReceiveWebhook>();
        var answer = await (shop.Kind == StoreKind.Shopify ? WebhookEndpoints.ShopifyAsync(store.Id, receive, context) : WebhookEndpoints.WooCommerceAsync(store.Id, receive, context));
        Assert.IsType<Ok>(answer.Result);
    }

    private async Task PullAsync(Step step)
    {
        await using var scope = hub.Get<IServiceScopeFactory>().CreateAsyncScope();
        await Task.WhenAll(Enumerable.Range(0, 1 + step.B % 2).Select(_ => scope.ServiceProvider.GetRequiredService<PullJobs>().StartAsync(store, default)));
        await HandleAsync(step.Cut);
    }

    /// <summary>Has all messages handled, those that come together at once, now and then one twice.</summary>
    /// <param name="cut">The process ends at this commit, and is started again; 0: it does not.</param>
    private async Task HandleAsync(int cut = 0)
    {
        var queue = hub.Get<IQueue>();
        for (var left = 100; await queue.CountAsync(QueueNames.StoreEvents, default) + await queue.CountAsync(QueueNames.StorePulls, default) > 0; left--)
        {
            Assert.True(left > 0, "Messages are handled for ever.");
            IReadOnlyList<ReceivedMessage> taken = [.. await queue.ReceiveAsync(QueueNames.StoreEvents, 32, Lease, default), .. await queue.ReceiveAsync(QueueNames.StorePulls, 32, Lease, default)];
            if (taken.Count == 0) hub.Clock.Advance(TimeSpan.FromMinutes(1));
            using var process = new CutProcess(hub.Documents, cut);
            await Task.WhenAll(taken.Concat(taken.Take(left % 2)).Select(message => Task.Run(() => HandleAsync(message, process))));
            cut = process.IsDead ? 0 : cut;
        }
    }

    private async Task HandleAsync(ReceivedMessage message, CutProcess process)
    {
        try
        {
            await hub.Get<QueueHandlers>().RunAsync(message.Queue, message.Body, default);
        }
        catch (StoreUnavailableException)
        {
        }

        if (process.IsDead) await hub.Get<IQueue>().ReleaseAsync(message, TimeSpan.Zero, default);
        else await hub.Get<IQueue>().CompleteAsync(message, default);
    }

    public async Task AssertAsync()
    {
        var parked = (await AllAsync(StoreEvent.Type, StoreEvents.Query(store.Id, StoreEventState.Parked))).Select(e => $"{e.Topic} {e.ResourceId}: {e.Reason}");
        Assert.Empty(parked);
        Assert.Empty(await AllAsync(StoreEvent.Type, StoreEvents.Query(store.Id, StoreEventState.Waiting)));
        foreach (var id in shop.Ids) await AssertOrderAsync(id);
        var customers = await AllAsync(CustomerDocuments.Type, new Query(CustomerDocuments.Type, 1000) { Where = [new Condition.Contains("tags", shop.Secret)] });
        Assert.Distinct(customers.SelectMany(customer => customer.ExternalIds.Select(link => link.ExternalId)));
        Assert.Distinct(customers.Select(customer => customer.Profile.Email).OfType<string>());
        Assert.Equal(shop.Standing.Sum(order => order.Billed - order.NetPaid), customers.SelectMany(customer => customer.Account.Balances).Sum(balance => balance.Owed) / 100m);
        foreach (var customer in customers) (await KeptBooks.ReadAsync(hub.Documents, customer.Id)).AssertSound();
    }

    private async Task AssertOrderAsync(long id)
    {
        var (key, told) = (Claim.OfStoreOrder(store.Id, $"{id}"), shop.Find(id));
        var claim = (await hub.Documents.ReadAsync(OrderClaim.Type, key, key, default))?.Value;
        var order = claim is { CustomerId: { } owner, OrderId: { } place } ? (await hub.Documents.ReadAsync(Order.Type, owner.Value, place, default))?.Value : null;
        if (told is null or { IsTrashed: true })
        {
            Assert.True(order is null or { Status: OrderStatus.Cancelled, Invoiced.Minor: 0, Paid.Minor: 0 }, $"{id} was deleted, and is {order}");
            return;
        }

        Assert.NotNull(order);
        Assert.Equal((told.UpdatedAt, told.Billed, told.NetPaid), (order.FromStore.Version.At, order.Invoiced.Units, order.Paid.Units));
        Assert.Empty(claim!.ToReverse);
        var identity = told.BuyerId is { } buyer ? Claim.OfStoreCustomer(store.Id, $"{buyer}") : Claim.OfEmail(told.Email);
        Assert.Equal((await hub.Documents.ReadAsync(Claim.Type, identity, identity, default))?.Value.CustomerId, order.CustomerId);
    }

    private async Task<List<T>> AllAsync<T>(DocumentType<T> type, Query query) where T : class
    {
        var all = new List<T>();
        await foreach (var found in hub.Documents.AllAsync(type, query, default)) all.Add(found.Value);
        return all;
    }

    /// <summary>Commits nothing more from the cut on.</summary>
    private sealed class CutProcess : IDisposable
    {
        private readonly WatchedStore _documents;
        private int _left;

        public CutProcess(WatchedStore documents, int cut)
        {
            (_documents, _left) = (documents, cut);
            if (cut > 0) documents.BeforeCommit = _ => (IsDead = Interlocked.Decrement(ref _left) <= 0) ? throw new StoreUnavailableException("The process is dead.") : Task.CompletedTask;
        }

        public bool IsDead { get; private set; }

        public void Dispose() => _documents.BeforeCommit = _ => Task.CompletedTask;
    }
}
