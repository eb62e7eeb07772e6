using System.Collections.Immutable;
using Customers.Domain.Stores;
using Customers.Functions.Local.DemoStores;
using Customers.Functions.Tests.App;

namespace Customers.Functions.Tests.Truth;

/// <summary>A shop whose orders change: each change is to be told by webhooks, and whoever asks reads the orders as they are.</summary>
internal sealed class LivingShop(StoreKind kind, string name, TimeProvider clock)
{
    private ImmutableSortedDictionary<long, ToldOrder> _orders = ImmutableSortedDictionary<long, ToldOrder>.Empty; // is read while it changes
    private ImmutableHashSet<long> _gone = [];
    private readonly List<News> _untold = [];

    /// <param name="Order">As it was; what it is by now, WooCommerce looks up when it tells.</param>
    private sealed record News(string What, ToldOrder Order, DateTimeOffset At);

    public StoreKind Kind => kind;
    public string Secret => name;
    public Uri Url => new($"https://{name}.example");

    /// <summary>What the store never tells again: only a pull can bring it.</summary>
    public bool NeedsPull { get; private set; }
    public int Untold => _untold.Count;

    /// <summary>Done once, after an answer was worked out and before it is given.</summary>
    public Func<Task>? Meanwhile { get; set; }

    public IEnumerable<long> Ids => _orders.Keys;
    public IEnumerable<ToldOrder> Standing => _orders.Values.Where(order => !_gone.Contains(order.Id));

    public ToldOrder? Find(long id) => _orders.TryGetValue(id, out var order) && !_gone.Contains(id) ? order : null;

    /// <summary>Whom an order of this number is from: guests, those who register, and two accounts with one email.</summary>
    public void Place(int number) => Write(new ToldOrder
    {
        Id = 100 + _orders.Count,
        Email = $"{(number % 5 == 4 ? 3 : number % 5)}@{name}.example",
        BuyerId = number % 5 < 2 ? null : 10 + number % 5,
        Total = 10 + number % 90,
        CreatedAt = Now,
        UpdatedAt = Now,
    }, "created");

    /// <summary>Changes one of the orders, where there is something to change.</summary>
    public void Change(Deed deed, int number)
    {
        var standing = Standing.ToList();
        if (standing.Count == 0) Place(number);
        else if (Changed(deed, standing[number % standing.Count], number) is var (order, what)) Write(what == "buyer" ? order : order with { UpdatedAt = Now }, what);
    }

    private (ToldOrder Order, string What)? Changed(Deed deed, ToldOrder order, int number) => deed switch
    {
        Deed.Restore => order.IsTrashed ? (order with { IsTrashed = false }, "restored") : null,
        _ when order.IsTrashed => null,
        Deed.Edit when order.IsPaid && kind == StoreKind.Shopify => (order with { IsPaid = false, Deposit = order.NetPaid, Total = order.Total + number % 7 }, "updated"),
        Deed.Edit => (order with { Total = order.Refunded + number % 50 }, "updated"),
        Deed.PayInPart when !order.IsPaid && kind == StoreKind.Shopify => (order with { Deposit = number % 40 }, "updated"),
        Deed.Pay => (order with { IsPaid = true }, kind == StoreKind.Shopify ? "paid" : "updated"),
        Deed.Refund when order.IsPaid => (order with { Refunded = order.Refunded + number % ((int)(order.Total - order.Refunded) + 1) }, "updated"),
        Deed.Cancel => (order with { IsCancelled = true }, kind == StoreKind.Shopify ? "cancelled" : "updated"),
        Deed.Delete => (order with { IsTrashed = kind == StoreKind.WooCommerce }, "deleted"),
        Deed.Register when order.BuyerId is null => (order with { BuyerId = 10 + order.Email[0] - '0' }, "updated"),
        Deed.Touch => (order, "updated"),
        Deed.TellBuyer when order.BuyerId is not null => (order, "buyer"),
        _ => null,
    };

    private void Write(ToldOrder order, string what)
    {
        _orders = _orders.SetItem(order.Id, order);
        if (what == "deleted" && kind == StoreKind.Shopify) _gone = _gone.Add(order.Id);
        // A deletion of WooCommerce counts as of its arrival: what came back out of the trash meanwhile, a pull has to tell.
        NeedsPull |= what == "restored";
        _untold.Add(new(what, order, clock.GetUtcNow()));
    }

    /// <summary>A webhook in any order; it may be sent again.</summary>
    public DemoWebhook Tell(int number, bool again)
    {
        var news = _untold[number % _untold.Count];
        if (!again) _untold.Remove(news);
        var webhooks = new SignedWebhooks(kind, Secret);
        return news.What switch
        {
            "deleted" => webhooks.Deleted(news.Order.Id, news.At),
            "buyer" => webhooks.OfBuyer(news.Order.BuyerId!.Value, news.Order.Email, news.At),
            _ => webhooks.Told(kind == StoreKind.Shopify ? news.Order : _orders[news.Order.Id], news.What),
        };
    }

    /// <summary>What Shopify deletes it tells until it is heard, for nothing can be read of it.</summary>
    public void Lose(int number)
    {
        if (_untold.Count == 0 || _untold[number % _untold.Count] is { What: "deleted" } && kind == StoreKind.Shopify) return;
        _untold.RemoveAt(number % _untold.Count);
        NeedsPull = true;
    }

    /// <summary>Stores count whole seconds.</summary>
    private DateTimeOffset Now => DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds());
}
