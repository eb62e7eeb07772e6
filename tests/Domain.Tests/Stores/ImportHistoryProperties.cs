using Customers.Domain.Customers;
using Customers.Domain.Stores;
using Customers.Domain.Tests.Setup;
using FsCheck;
using FsCheck.Fluent;

namespace Customers.Domain.Tests.Stores;

/// <summary>Whatever arrives twice, late, out of order or at once, the end state equals the newest version of each order.</summary>
public sealed class ImportHistoryProperties : IDisposable
{
    private static readonly string[] Buyers = ["guest1", "guest2", "r1", "r2", "r3"];

    private readonly Hub _hub = new();
    private int _case;

    public void Dispose() => _hub.Dispose();

    /// <param name="Buyer">Null: the store does not say.</param>
    public sealed record Happening(string Order, int At, bool Delete, string? Buyer, long Billed, long Paid, long Refunded);

    /// <param name="Order">Indices into the happenings, shuffled and with repeats.</param>
    /// <param name="AtOnce">How many are delivered at the same time.</param>
    public sealed record Delivery(IReadOnlyList<Happening> Happenings, IReadOnlyList<int> Order, int AtOnce)
    {
        public override string ToString() => $"{AtOnce} at once: {string.Join(", ", Order)} of\n{string.Join('\n', Happenings)}";
    }

    private static readonly Gen<Happening> AnyHappening =
        from delete in Gen.Frequency((6, Gen.Constant(false)), (1, Gen.Constant(true)))
        from order in Gen.Elements("1", "2", "3")
        from buyer in Gen.Elements(Buyers)
        from billed in Gen.Choose(0, 3)
        from paid in Gen.Choose(0, 3)
        from refunded in Gen.Choose(0, 1)
        select new Happening(order, 0, delete, buyer, billed * 1000, paid * 1000, refunded * 1000);

    private static readonly Gen<Delivery> AnyDelivery =
        from count in Gen.Choose(2, 9)
        from happenings in AnyHappening.ArrayOf(count)
        from unknown in Gen.Elements(0, 0, 1, 2)
        from order in Gen.Shuffle(Enumerable.Range(0, count).Concat(Enumerable.Range(0, count)).ToArray())
        from atOnce in Gen.Elements(1, 2, 4, 8)
        select new Delivery([.. happenings.Select((h, i) => h with { At = i + 1, Buyer = i < unknown ? null : h.Buyer })], order, atOnce);

    [Fact]
    public void The_end_state_is_the_newest_version_of_each_order() =>
        Prop.ForAll(AnyDelivery.ToArbitrary(), DeliverAsync).Check(Config.QuickThrowOnFailure.WithMaxTest(150));

    private async Task DeliverAsync(Delivery delivery)
    {
        var store = Sample.Store($"sto_{++_case}");
        foreach (var batch in delivery.Order.Chunk(delivery.AtOnce))
            await Task.WhenAll(batch.Select(i => Task.Run(() => HappenAsync(store, delivery.Happenings[i]))));
        await Expected(store, delivery.Happenings).AssertAsync(_hub);
    }

    private async Task HappenAsync(Store store, Happening what)
    {
        if (what.Delete) await _hub.Do.Deletions.RunAsync(store, what.Order, Sample.Start.AddMinutes(what.At), default);
        else await _hub.Do.ImportAsync(store, VersionOf(store, what));
    }

    private static EndState Expected(Store store, IReadOnlyList<Happening> happenings)
    {
        var newest = happenings.Where(h => !h.Delete).GroupBy(h => h.Order).Select(of => VersionOf(store, of.MaxBy(h => h.At)!));
        var deleted = happenings.Where(h => h.Delete).GroupBy(h => h.Order).ToDictionary(of => of.Key, of => Sample.Start.AddMinutes(of.Max(h => h.At)));
        return new(store, [.. newest], deleted);
    }

    private static StoreOrder VersionOf(Store store, Happening what) =>
        Sample.Version(what.Order, what.At, Telling(BuyerOf(store, what.Buyer), what.At), what.Billed, what.Paid, what.Refunded) with { BillingAddress = new() { Line1 = $"Street {what.At % 3}" } };

    /// <summary>Of people with an account the store tells tags and a consent, which change from version to version.</summary>
    private static StoreCustomer? Telling(StoreCustomer? buyer, int at) => buyer is not { ExternalId: not null } ? buyer : buyer with
    {
        Tags = [.. new[] { "a", "b", "c" }.Where((_, i) => (at >> i) % 2 == 1)],
        Marketing = new(new(at % 2 == 0 ? ConsentState.Subscribed : ConsentState.Unsubscribed, Sample.Start.AddMinutes(at))),
    };

    private static StoreCustomer? BuyerOf(Store store, string? buyer) => buyer switch
    {
        null => null,
        "guest1" or "guest2" => Sample.Guest($"{buyer}@{store.Id}"),
        "r1" => Sample.Registered("r1", $"guest1@{store.Id}"),      // the first guest, registered
        "r2" => Sample.Registered("r2", $"two@{store.Id}"),
        _ => Sample.Registered("r3", $"two@{store.Id}"),            // a second account with that email
    };
}
