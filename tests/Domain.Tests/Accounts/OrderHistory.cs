using Customers.Domain.Accounts;
using Customers.Domain.Amounts;
using Customers.Domain.Identity;
using Customers.Domain.Orders;
using Customers.Domain.Tests.Setup;
using FsCheck;
using FsCheck.Fluent;

namespace Customers.Domain.Tests.Accounts;

/// <summary>What one order should come to next.</summary>
public sealed record Target(int Order, long Billed, long Paid, long Refunded, bool Gone, Breakdown Mixture)
{
    private static readonly Gen<long> Amount = Gen.Frequency((2, Gen.Constant(0L)), (5, Gen.Choose(1, 30_000).Select(n => (long)n)), (1, Gen.Constant(10_000L)));

    private static readonly Gen<Breakdown> AnyMixture =
        from sales in Amount
        from discounts in Gen.Choose(0, 500)
        from shipping in Gen.Choose(0, 900)
        from tax in Gen.Choose(0, 3000)
        select new Breakdown(sales + discounts, discounts, shipping, tax);

    public static readonly Gen<Target> Any =
        from order in Gen.Choose(0, 3)
        from billed in Amount
        from paid in Gen.Frequency((1, Amount), (1, Gen.Constant(billed)))
        from refunded in Gen.Frequency((3, Gen.Constant(0L)), (1, Amount))
        from gone in Gen.Frequency((8, Gen.Constant(false)), (1, Gen.Constant(true)))
        from mixture in AnyMixture
        select gone ? new Target(order, 0, 0, 0, true, mixture) : new Target(order, billed, paid, refunded, false, mixture);
}

/// <summary>Orders of one customer whose targets are posted one after the other. Orders 2 and 3 are in other currencies.</summary>
public sealed class OrderHistory
{
    private static readonly Currency[] Currencies = [Sample.Eur, Sample.Eur, Currency.Parse("USD"), Currency.Parse("JPY")];
    private readonly Dictionary<int, OrderPosted> _posted = [];
    private readonly Dictionary<string, Posting> _postings = [];
    private readonly CustomerId _customer = CustomerId.Parse("cus_" + new string('0', 26));
    private int _ids;

    public Account Account { get; private set; } = new() { Currency = Sample.Eur };
    public IEnumerable<Posting> Postings => _postings.Values;

    public static Currency CurrencyOf(int order) => Currencies[order];

    public IReadOnlyList<Posting> PostingsOf(int order) => [.. _postings.Values.Where(p => p.OrderId == $"{order}")];

    public OrderPosted PostedOf(int order) => _posted.GetValueOrDefault(order) ?? new();

    public IReadOnlyList<Posting> Apply(Target target)
    {
        var before = PostedOf(target.Order);
        var book = new AccountBook(Account, before.Postings, kind => Blank(kind, target.Order));
        var money = new OrderMoney(CurrencyOf(target.Order), target.Mixture, target.Billed, target.Paid, target.Refunded);
        _posted[target.Order] = OrderPostings.Post(book, kind => Blank(kind, target.Order), before, money, new DateOnly(2026, 1, 1).AddDays(target.Order % 2));
        Account = book.Account;
        var changed = book.Changed.ToList();
        foreach (var posting in changed) _postings[posting.Id] = posting;
        return changed;
    }

    private Posting Blank(PostingKind kind, int order) => new()
    {
        Id = $"{kind}-{_ids++:D6}",
        CustomerId = _customer,
        Kind = kind,
        Number = "1",
        Date = new(2026, 1, 1),
        Total = Money.Zero(CurrencyOf(order)),
        Open = Money.Zero(CurrencyOf(order)),
        Lines = [],
        OrderId = $"{order}",
        OfStore = true,
        CreatedAt = Sample.Start,
    };
}
