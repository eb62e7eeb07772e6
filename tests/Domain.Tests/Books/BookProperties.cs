using FsCheck;
using FsCheck.Fluent;

namespace Customers.Domain.Tests.Books;

/// <summary>Whatever people and stores do, in whatever order, twice, through faults and at once: the books are sound, and say what a plain model says.</summary>
public sealed class BookProperties : IDisposable
{
    private readonly Setup.Hub _hub = new();
    private int _case;

    private static readonly Gen<Step> AnyStep =
        from deed in Gen.Elements(Enum.GetValues<Deed>())
        from a in Gen.Choose(0, 999)
        from b in Gen.Choose(0, 999)
        from c in Gen.Choose(0, 999)
        from cut in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(1, 4)))
        from after in Gen.Elements(true, false)
        from late in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)))
        select new Step(deed, a, b, c, cut, after, late);

    private static readonly Arbitrary<Step[]> Histories = Arb.From(AnyStep.ArrayOf().Resize(40), Shorter);

    [Fact]
    public void The_books_are_sound_and_say_what_the_model_says() => Prop.ForAll(Histories, PlayAsync).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    /// <summary>Some deeds one after the other, and fifty at once.</summary>
    [Fact]
    public void The_books_are_sound_after_fifty_callers_at_once() => Prop.ForAll(Arb.From(AnyStep.ArrayOf(80)), async steps =>
    {
        var scene = await BookScene.SetAsync(_hub, ++_case);
        foreach (var step in steps[..30]) await scene.PlayAsync(step);
        await scene.PlayAtOnceAsync(steps[30..]);
        await scene.AssertStatementAsync(steps[0]);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(4));

    public void Dispose() => _hub.Dispose();

    private async Task PlayAsync(Step[] steps)
    {
        var scene = await BookScene.SetAsync(_hub, ++_case);
        foreach (var step in steps)
        {
            await scene.PlayAsync(step);
            await scene.AssertStatementAsync(step);
        }
    }

    /// <summary>Without one part or another, then without one step or another.</summary>
    private static IEnumerable<Step[]> Shorter(Step[] steps)
    {
        for (var size = steps.Length / 2; size > 0; size /= 2)
            for (var at = 0; at + size <= steps.Length; at += size) yield return [.. steps[..at], .. steps[(at + size)..]];
    }
}
