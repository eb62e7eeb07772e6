using System.Globalization;
using Customers.Domain.Stores;
using Customers.Functions.Stores;
using Customers.Functions.Tests.Jobs;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;

namespace Customers.Functions.Tests.Truth;

/// <summary>What happens at a shop, and how the hub gets to know of it.</summary>
internal enum Deed { Place, Edit, PayInPart, Pay, Refund, Cancel, Delete, Restore, Register, Touch, TellBuyer, Lose, Deliver, Pull, PullWhileItChanges }

/// <param name="Cut">The commit at which the process ends; 0: it does not.</param>
internal sealed record Step(Deed Deed, int A, int B, int Cut);

/// <summary>
/// Whatever happens at a shop, and whatever of it arrives twice, late, out of order, at once, by a pull or not at all, through
/// processes that end anywhere: what the hub has in the end is what the shop has.
/// </summary>
public sealed class OneTruthTests : IDisposable
{
    /// <summary>For a soak: how many histories each kind of store lives through.</summary>
    private const string Histories = "TRUTH_HISTORIES";
    private const int OfOneHub = 100;
    private readonly ShopsOnline _network = new();
    private EmbeddedHub _hub;
    private int _case;

    public OneTruthTests() => _hub = Start();

    public void Dispose()
    {
        _hub.Dispose();
        _network.Dispose();
    }

    private static readonly Gen<Step> AnyStep =
        from deed in Gen.Frequency((10, Gen.Elements(Enum.GetValues<Deed>().Where(deed => deed < Deed.Lose).ToArray())), (1, Gen.Constant(Deed.Lose)), (6, Gen.Constant(Deed.Deliver)), (2, Gen.Elements(Deed.Pull, Deed.PullWhileItChanges)))
        from a in Gen.Choose(0, 999)
        from b in Gen.Choose(0, 999)
        from cut in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(1, 9)))
        select new Step(deed, a, b, cut);

    private static readonly Arbitrary<Step[]> Lives = Arb.From(AnyStep.ArrayOf().Resize(40), Shorter);

    [Theory]
    [InlineData(StoreKind.Shopify)]
    [InlineData(StoreKind.WooCommerce)]
    public void What_the_hub_has_in_the_end_is_what_the_shop_has(StoreKind kind)
    {
        var histories = int.TryParse(Environment.GetEnvironmentVariable(Histories), NumberStyles.None, CultureInfo.InvariantCulture, out var many) ? many : 10;
        Prop.ForAll(Lives, steps => LiveAsync(kind, steps)).Check(Config.QuickThrowOnFailure.WithMaxTest(histories));
    }

    private async Task LiveAsync(StoreKind kind, Step[] steps)
    {
        if (++_case % OfOneHub == 0)
        {
            _hub.Dispose();
            _hub = Start();
        }

        var scene = await TruthScene.SetAsync(_hub, _network, kind, _case);
        foreach (var step in steps) await scene.PlayAsync(step);
        await scene.EndAsync();
        await scene.AssertAsync();
    }

    private EmbeddedHub Start()
    {
        var hub = new EmbeddedHub(services =>
        {
            foreach (var client in new[] { ShopReaders.ShopifyClient, ShopReaders.WooCommerceClient })
                services.AddHttpClient(client).ConfigurePrimaryHttpMessageHandler(() => _network);
        });
        hub.Clock.AutoAdvanceAmount = TimeSpan.FromMilliseconds(1); // nothing is asked twice at one time
        return hub;
    }

    /// <summary>Without one part or another, then without one step or another.</summary>
    private static IEnumerable<Step[]> Shorter(Step[] steps)
    {
        for (var size = steps.Length / 2; size > 0; size /= 2)
            for (var at = 0; at + size <= steps.Length; at += size) yield return [.. steps[..at], .. steps[(at + size)..]];
    }
}
