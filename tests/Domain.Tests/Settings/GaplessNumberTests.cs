using Customers.Domain.Claims;
using Customers.Domain.Documents;
using Customers.Domain.Settings;
using Customers.Domain.Tests.Setup;

namespace Customers.Domain.Tests.Settings;

public sealed class GaplessNumberTests : IDisposable
{
    private readonly Hub _hub = new();
    private readonly UseCases _secondProcess;
    private readonly Poster _one;
    private readonly Poster _two;

    public GaplessNumberTests()
    {
        _secondProcess = _hub.Over(_hub.Documents);
        _one = new(_hub.Do, _hub.Documents);
        _two = new(_secondProcess, _hub.Documents);
    }

    public void Dispose() => _hub.Dispose();

    [Fact]
    public async Task Fifty_posters_at_once_in_two_processes_leave_no_gap_whatever_becomes_of_them()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => EndSomehowAsync(i % 2 == 0 ? _one : _two, i % 5))));
        Assert.Equal(30, (await PostedAsync()).Count);

        await AssertNoGapAsync();
    }

    [Fact]
    public async Task Callers_who_wait_together_share_a_commit()
    {
        var first = new TaskCompletionSource();
        var watched = new FaultyStore(_hub.Documents) { Before = (number, _) => number == 1 ? first.Task : Task.CompletedTask };
        var process = new Poster(_hub.Over(watched), watched);

        var posted = Enumerable.Range(0, 100).Select(_ => process.ReserveAsync()).ToList();
        first.SetResult();

        Assert.Equal(Enumerable.Range(1000, 100).Select(Inv), (await Task.WhenAll(posted)).Select(number => number.Text).Order());
        Assert.Equal(2, watched.Commits);
    }

    [Fact]
    public async Task The_same_document_gets_the_same_number_again()
    {
        var place = _one.NewPlace();
        var first = (await _one.ReserveAsync(place)).Value;

        Assert.Equal(first.Text, (await _two.ReserveAsync(place)).Value.Text);
        Assert.NotEqual(first.Text, (await _two.ReserveAsync()).Text);
    }

    [Fact]
    public async Task A_number_given_back_is_the_next()
    {
        await _one.PostAsync();
        var refused = await _one.ReserveAsync();
        await _one.PostAsync();
        await _one.GiveBackAsync(refused);
        await _one.GiveBackAsync(refused);

        Assert.Equal([refused.Text, Inv(1003), Inv(1004)], [await _two.PostAsync(), await _two.PostAsync(), await _two.PostAsync()]);
    }

    [Fact]
    public async Task A_number_whose_document_another_run_of_the_request_has_posted_is_not_given_back()
    {
        var place = _one.NewPlace();
        var (first, second) = ((await _one.ReserveAsync(place)).Value, (await _two.ReserveAsync(place)).Value);
        Assert.True(await _one.CreateAsync(first));
        await _two.GiveBackAsync(second);

        Assert.Equal(Inv(1001), await _two.PostAsync());
        Assert.DoesNotContain(await OutstandingAsync(), number => number.Text == first.Text);
    }

    [Fact]
    public async Task A_second_number_for_a_document_that_is_posted_under_its_first_goes_back()
    {
        var place = _one.NewPlace();
        var first = (await _one.ReserveAsync(place)).Value;
        Assert.True(await _one.CreateAsync(first));
        _hub.Do.Take.Posted(first);
        await _one.PostAsync();
        var late = (await _one.ReserveAsync(place)).Value;
        Assert.NotEqual(first.Text, late.Text);

        Assert.False(await _one.CreateAsync(late));
        await AssertNoGapAsync();
    }

    [Fact]
    public async Task Whoever_was_too_slow_cannot_post_any_more_and_starts_over()
    {
        var slow = await _one.ReserveAsync();
        _hub.Clock.Advance(Claim.Patience);
        Assert.Equal(Inv(1001), await _two.PostAsync());
        Assert.Equal(slow.Text, await _two.PostAsync());

        Assert.False(await _one.CreateAsync(slow));
        await _one.GiveBackAsync(slow);
        Assert.Equal(Inv(1002), await _one.PostAsync());
    }

    [Fact]
    public async Task Whoever_still_has_time_keeps_the_number()
    {
        var slow = await _one.ReserveAsync();
        _hub.Clock.Advance(Claim.Patience - TimeSpan.FromTicks(1));
        await _secondProcess.Gapless.FinishAllAsync(default);

        Assert.Equal(Inv(1001), await _two.PostAsync());
        Assert.True(await _one.CreateAsync(slow));
    }

    [Fact]
    public async Task Asking_again_for_the_document_gives_new_time()
    {
        var place = _one.NewPlace();
        await _one.ReserveAsync(place);
        _hub.Clock.Advance(Claim.Patience - TimeSpan.FromSeconds(1));
        var again = (await _one.ReserveAsync(place)).Value;
        _hub.Clock.Advance(TimeSpan.FromSeconds(2));
        await _secondProcess.Gapless.FinishAllAsync(default);

        Assert.True(await _one.CreateAsync(again));
    }

    [Fact]
    public async Task What_is_posted_but_not_reported_keeps_its_number()
    {
        var number = await _one.ReserveAsync();
        Assert.True(await _one.CreateAsync(number));
        _hub.Clock.Advance(Claim.Patience);
        await _secondProcess.Gapless.FinishAllAsync(default);

        Assert.Empty(await OutstandingAsync());
        Assert.Equal(Inv(1001), await _two.PostAsync());
    }

    [Fact]
    public async Task What_is_reported_goes_along_with_the_next_reservation()
    {
        await _one.PostAsync();
        Assert.Single(await OutstandingAsync());

        var next = await _one.ReserveAsync();
        Assert.Equal([next.Text], (await OutstandingAsync()).Select(number => number.Text));
    }

    [Fact]
    public async Task Too_many_outstanding_numbers_are_a_fault_until_they_are_settled()
    {
        await Task.WhenAll(Enumerable.Range(0, Sequence.MostOutstanding).Select(_ => _one.ReserveAsync()));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _two.ReserveAsync());

        _hub.Clock.Advance(Claim.Patience);
        Assert.Equal(Inv(1000), await _two.PostAsync());
    }

    [Fact]
    public async Task A_raised_sequence_still_fills_what_was_given_back()
    {
        var refused = await _one.ReserveAsync();
        await _one.GiveBackAsync(refused);
        Assert.True(await _hub.Do.Numbers.RaiseAsync(NumberedKind.Invoice, 5000, default));

        Assert.Equal([refused.Text, Inv(5000)], [await _one.PostAsync(), await _one.PostAsync()]);
    }

    /// <summary>One of five ends; the caller never hears of a crash.</summary>
    private static async Task EndSomehowAsync(Poster poster, int end)
    {
        if (end > 2)
        {
            await poster.PostAsync();
            return;
        }

        var number = await poster.ReserveAsync();
        if (end == 0) await poster.GiveBackAsync(number);
        if (end == 2) Assert.True(await poster.CreateAsync(number));
    }

    /// <summary>Once everything is settled and what came back is used again.</summary>
    private async Task AssertNoGapAsync()
    {
        _hub.Clock.Advance(Claim.Patience);
        await _secondProcess.Gapless.FinishAllAsync(default);
        for (var free = (await SequenceAsync()).Free.Count; free > 0; free--) await _two.PostAsync();

        var posted = await PostedAsync();
        Assert.Equal(Enumerable.Range(1000, posted.Count).Select(Inv), posted);
        Assert.Equal(1000 + posted.Count, (await SequenceAsync()).Next);
    }

    private async Task<List<string>> PostedAsync() => [.. (await _hub.AllAsync(NumberedSample.Type)).Select(document => document.Number).Order(StringComparer.Ordinal)];

    private async Task<IReadOnlyList<OutstandingNumber>> OutstandingAsync() => (await SequenceAsync()).Outstanding;

    private async Task<Sequence> SequenceAsync() =>
        (await _hub.FindAsync(Sequence.Type, Sequence.IdOf(NumberedKind.Invoice), Sequence.IdOf(NumberedKind.Invoice)))!;

    private static string Inv(int number) => "INV" + number;
}
