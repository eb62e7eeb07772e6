using Customers.Domain.Claims;
using Customers.Domain.Settings;
using Customers.Domain.Tests.Setup;

namespace Customers.Domain.Tests.Settings;

public sealed class GivenNumberTests : IDisposable
{
    private readonly Hub _hub = new();
    private readonly UseCases _secondProcess;
    private readonly Poster _one;
    private readonly Poster _two;

    public GivenNumberTests()
    {
        _secondProcess = _hub.Over(_hub.Documents);
        _one = new(_hub.Do, _hub.Documents);
        _two = new(_secondProcess, _hub.Documents);
    }

    public void Dispose() => _hub.Dispose();

    [Theory]
    [InlineData(true, null, null)]
    [InlineData(true, "A-7", null)]
    [InlineData(true, "INV7x", null)]
    [InlineData(true, "INV", null)]
    [InlineData(true, "INV7", "validation-failed")]
    [InlineData(true, "inv0007", "validation-failed")]
    [InlineData(true, "INV１２", "validation-failed")]
    [InlineData(false, null, "validation-failed")]
    [InlineData(false, "INV7", null)]
    [InlineData(false, "", "validation-failed")]
    [InlineData(false, " 7", "validation-failed")]
    [InlineData(false, "7\t", "validation-failed")]
    [InlineData(false, "7\u00078", "validation-failed")]
    [InlineData(false, "12345678901234567890123456789012345678901234567890", null)]
    [InlineData(false, "123456789012345678901234567890123456789012345678901", "validation-failed")]
    public async Task A_number_is_given_where_settings_ask_for_it_and_where_it_cannot_meet_an_automatic_one(bool auto, string? given, string? code)
    {
        await SetAsync(NumberedKind.Invoice, new(auto, "INV", Gapless: true));
        var refusal = (await _one.ReserveAsync(_one.NewPlace(), given: given)).Refusal;

        Assert.Equal(code, refusal?.Code);
        if (code is not null) Assert.Equal(["number"], refusal!.Faults!.Keys);
    }

    [Fact]
    public async Task Of_fifty_documents_at_once_with_one_number_exactly_one_gets_it()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(i =>
            Task.Run(() => (i % 2 == 0 ? _one : _two).ReserveAsync(_one.NewPlace(), given: i % 3 == 0 ? "a-7" : "A-7"))));

        Assert.Single(outcomes, outcome => outcome.Refusal is null);
        Assert.All(outcomes.Where(outcome => outcome.Refusal is not null), outcome => Assert.Equal("number-taken", outcome.Refusal!.Code));
    }

    [Fact]
    public async Task Another_kind_may_have_the_same_number()
    {
        Assert.True(await GivesAsync("A-7"));
        Assert.Null((await _one.ReserveAsync(_one.NewPlace(), NumberedKind.CreditNote, "A-7")).Refusal);
    }

    [Fact]
    public async Task The_same_document_may_take_its_number_again()
    {
        var place = _one.NewPlace();
        Assert.Null((await _one.ReserveAsync(place, given: "A-7")).Refusal);
        Assert.Null((await _two.ReserveAsync(place, given: "A-7")).Refusal);
    }

    [Fact]
    public async Task A_number_whose_document_never_came_is_free_later_and_its_slow_creator_fails()
    {
        var slow = (await _one.ReserveAsync(_one.NewPlace(), given: "A-7")).Value;
        _hub.Clock.Advance(Claim.Patience - TimeSpan.FromTicks(1));
        Assert.False(await GivesAsync("A-7"));
        _hub.Clock.Advance(TimeSpan.FromTicks(1));

        Assert.True(await GivesAsync("A-7"));
        Assert.False(await _one.CreateAsync(slow));
    }

    [Fact]
    public async Task A_number_whose_document_exists_is_taken_for_good()
    {
        var number = (await _one.ReserveAsync(_one.NewPlace(), given: "A-7")).Value;
        Assert.True(await _one.CreateAsync(number));
        await _two.GiveBackAsync(number);
        _hub.Clock.Advance(Claim.Patience);

        Assert.False(await GivesAsync("a-7"));
    }

    [Fact]
    public async Task A_number_given_back_is_free_at_once()
    {
        await _one.GiveBackAsync((await _one.ReserveAsync(_one.NewPlace(), given: "A-7")).Value);
        Assert.True(await GivesAsync("A-7"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_number_that_the_sequence_may_have_made_is_taken_also_under_its_old_prefix(bool gapless)
    {
        await SetAsync(NumberedKind.Invoice, new(Auto: true, "INV", gapless));
        var made = await _one.PostAsync();
        await SetAsync(NumberedKind.Invoice, new(Auto: false, "R", gapless));

        Assert.False(await GivesAsync(made));
        Assert.False(await GivesAsync(made.ToLowerInvariant()));
        Assert.True(await GivesAsync("INV999"));
        Assert.True(await GivesAsync("INV01000"));
        Assert.True(await GivesAsync("INV1200"));
        Assert.True(await GivesAsync("R1000"));
    }

    [Fact]
    public async Task A_document_keeps_the_number_it_was_given_when_the_sequence_has_come_so_far()
    {
        await _one.PostAsync();
        await SetAsync(NumberedKind.Invoice, new(Auto: false, "INV", Gapless: true));
        var place = _one.NewPlace();
        Assert.Null((await _one.ReserveAsync(place, given: "INV1001")).Refusal);
        Assert.True(await _hub.Do.Numbers.RaiseAsync(NumberedKind.Invoice, 2000, default));

        Assert.Null((await _one.ReserveAsync(place, given: "INV1001")).Refusal);
        Assert.False(await GivesAsync("INV1002"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_sequence_passes_over_what_people_gave(bool gapless)
    {
        await SetAsync(NumberedKind.Invoice, new(Auto: false, "INV", gapless));
        var given = (await _one.ReserveAsync(_one.NewPlace(), given: "inv1001")).Value;
        Assert.True(await _one.CreateAsync(given));
        await SetAsync(NumberedKind.Invoice, new(Auto: true, "INV", gapless));

        Assert.Equal(["INV1000", "INV1002"], [await _one.PostAsync(), await _one.PostAsync()]);
    }

    [Fact]
    public async Task A_mixed_sequence_leaves_no_gap_where_a_number_comes_back()
    {
        await SetAsync(NumberedKind.Invoice, new(Auto: false, "INV", Gapless: true));
        Assert.True(await GivesAsync("A-7"));
        await SetAsync(NumberedKind.Invoice, new(Auto: true, "INV", Gapless: true));
        await _one.GiveBackAsync(await _one.ReserveAsync());
        await _one.ReserveAsync();
        _hub.Clock.Advance(Claim.Patience);
        await _hub.Do.Gapless.FinishAllAsync(default);

        Assert.Equal(["INV1000", "INV1001"], [await _one.PostAsync(), await _one.PostAsync()]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nobody_gets_a_number_twice_while_settings_change(bool gapless)
    {
        await SetAsync(NumberedKind.Invoice, new(Auto: true, "INV", gapless));
        await _secondProcess.Settings.GetAsync(default); // keeps them: the clock stands still
        await SetAsync(NumberedKind.Invoice, new(Auto: false, "INV", gapless));

        var given = Task.WhenAll(Enumerable.Range(1000, 40).Reverse().Select(n => Task.Run(async () => (Text: $"INV{n}", Is: await GivesAsync($"INV{n}")))));
        var made = Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(() => _two.PostAsync())));

        string[] all = [.. await made, .. (await given).Where(number => number.Is).Select(number => number.Text)];
        Assert.Equal(all.Length, all.Distinct().Count());
    }

    private async Task<bool> GivesAsync(string number)
    {
        var refusal = (await _one.ReserveAsync(_one.NewPlace(), given: number)).Refusal;
        Assert.True(refusal is null or { Code: "number-taken" }, refusal?.Code);
        return refusal is null;
    }

    private Task SetAsync(NumberedKind kind, Numbering numbering) =>
        _hub.Do.SetAsync(settings => settings with { Numbering = new Dictionary<NumberedKind, Numbering> { [kind] = numbering } });
}
