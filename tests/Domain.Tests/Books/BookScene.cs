using System.Buffers.Binary;
using Customers.Domain.Accounts;
using Customers.Domain.Amounts;
using Customers.Domain.Claims;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;
using Customers.Domain.Sales;
using Customers.Domain.Stores;
using Customers.Domain.Tests.Setup;
using static Customers.Domain.Tests.Setup.Sample;

namespace Customers.Domain.Tests.Books;

/// <summary>One thing that somebody does to a customer's books.</summary>
/// <param name="A">With B and C: to which document, with what amounts; whatever they are, they mean something.</param>
/// <param name="Cut">The commit at which the store breaks off; 0 = at none.</param>
/// <param name="After">It breaks off once that commit is written.</param>
/// <param name="Late">The repeat comes when the number that was taken has been given back.</param>
public sealed record Step(Deed Deed, int A, int B, int C, int Cut, bool After, bool Late);

/// <summary>A deed with what the model expects of it.</summary>
/// <param name="Refused">The code with which it is refused; null where it must succeed.</param>
/// <param name="Learn">Does the same to the model, once it is done.</param>
internal sealed record Act(string? Refused, Func<UseCases, Bookkeeping, Task<Refusal?>> Do, Action<KeptBooks> Learn)
{
    /// <summary>Whether it is refused depends on roundings that the model does not know.</summary>
    public bool MayBeRefused { get; init; }
    /// <summary>A repeat finds nothing left to do, and says so.</summary>
    public bool IsGoneOnceDone { get; init; }
}

/// <summary>A customer whose books are kept in the hub and in a model at once.</summary>
internal sealed class BookScene
{
    private readonly Setup.Hub _hub;
    private readonly CustomerGates _gates = new();
    private static int s_requests;
    private int _minute;

    private BookScene(Setup.Hub hub, int number, KeptBooks now) => (_hub, Number, Now) = (hub, number, now);

    public int Number { get; }
    public BookModel Model { get; } = new();
    public KeptBooks Now { get; private set; }
    public CustomerId Id => Now.Customer.Id;
    public Store Store => StoreOf(Number);
    public DateOnly Today => DateOnly.FromDateTime(_hub.Clock.GetUtcNow().UtcDateTime);

    /// <summary>The first order of a store made the customer.</summary>
    public static async Task<BookScene> SetAsync(Setup.Hub hub, int number)
    {
        await hub.Do.SetAsync(settings => settings with { AllowPartialPayments = true });
        var first = Version("0", 0, Registered($"b{number}"), billed: 0);
        await hub.Do.ImportAsync(StoreOf(number), first);
        return new(hub, number, await KeptBooks.ReadAsync(hub.Documents, (await hub.OrderAsync(StoreOf(number), "0"))!.CustomerId));
    }

    public StoreOrder NextVersion(string externalId, long billed, long paid, long refunded, string currency) =>
        Version(externalId, ++_minute, Registered($"b{Number}"), billed, paid, refunded, currency);

    public async Task PlayAsync(Step step)
    {
        if (step.Deed == Deed.WaitADay) _hub.Clock.Advance(TimeSpan.FromDays(1));
        if (step.Deed == Deed.AllowPartsOrNot) await _hub.Do.SetAsync(settings => settings with { AllowPartialPayments = Model.Partly = step.A % 2 == 0 });
        if (step.Deed.ActOf(this, step) is not { } act) return;
        var (before, at, seed) = (Now, _hub.Clock.GetUtcNow(), NewSeed());
        var refused = await BreakAsync(act, step, at, seed) ?? await DoAsync(act, _hub.Do, _hub.Documents, at, seed);
        var done = refused is null || (act is { IsGoneOnceDone: true, Refused: null } && step.Cut > 0 && refused.Code == "not-found");
        if (!done || act.Refused is not null) Assert.Equal(act.Refused, act is { MayBeRefused: true, Refused: null } ? null : refused?.Code);
        Now = await KeptBooks.ReadAsync(_hub.Documents, Id);
        if (done) act.Learn(Now);
        else Assert.Equal(before.Mark, Now.Mark);
        Now.AssertSound();
        Model.AssertIs(Now);
        if (act.IsGoneOnceDone) return;
        var again = await DoAsync(act, _hub.Do, _hub.Documents, at, seed);
        Assert.Equal(refused?.Code, again?.Code);
        Assert.Equal(Now.Mark, (await KeptBooks.ReadAsync(_hub.Documents, Id)).Mark);
    }

    /// <summary>All at once, by two processes: each does what it can, and what comes of it no model says; but sound it must be.</summary>
    public async Task PlayAtOnceAsync(IReadOnlyList<Step> steps)
    {
        var (acts, at) = (steps.Select(step => step.Deed.ActOf(this, step)).OfType<Act>().ToList(), _hub.Clock.GetUtcNow());
        (UseCases Uses, CustomerGates Gates)[] processes = [(_hub.Do, _gates), (_hub.Over(_hub.Documents), new())];
        await Task.WhenAll(acts.Select((act, i) => Task.Run(() => act.Do(processes[i % 2].Uses, new(processes[i % 2].Uses, _hub.Documents, processes[i % 2].Gates, new SeededIds(at, NewSeed()), _hub.Clock)))));
        Now = await KeptBooks.ReadAsync(_hub.Documents, Id);
        Now.AssertSound();
        var numbered = Now.Postings.Where(p => p.Kind is not (PostingKind.Allocation or PostingKind.Void)).Select(p => (p.Kind, p.Number)).ToList();
        Assert.Equal(numbered.Distinct(), numbered);
    }

    public async Task AssertStatementAsync(Step step)
    {
        var read = new ReadStatement(_hub.Documents, _hub.Do.Settings, _hub.Clock);
        var from = Today.AddDays(-step.A % 50);
        foreach (var currency in Now.Currencies) Now.AssertTold(await read.RunAsync(Now.Customer, currency, from, from.AddDays(step.B % 50), default));
    }

    /// <summary>The same by another process, on a store that breaks off; null when it must be done again.</summary>
    private async Task<Refusal?> BreakAsync(Act act, Step step, DateTimeOffset at, byte[] seed)
    {
        if (step.Cut == 0) return null;
        Task Break(int commit, Commit _) => commit == step.Cut ? throw new StoreUnavailableException("broken by the test") : Task.CompletedTask;
        var faulty = step.After ? new FaultyStore(_hub.Documents) { After = Break } : new FaultyStore(_hub.Documents) { Before = Break };
        try
        {
            return await DoAsync(act, _hub.Over(faulty), faulty, at, seed);
        }
        catch (StoreUnavailableException)
        {
            if (!step.Late) return null;
            _hub.Clock.Advance(Claim.Patience);
            await _hub.Do.Gapless.FinishAllAsync(default);
            return null;
        }
    }

    private Task<Refusal?> DoAsync(Act act, UseCases process, IDocumentStore documents, DateTimeOffset at, byte[] seed) =>
        act.Do(process, new(process, documents, _gates, new SeededIds(at, seed), _hub.Clock));

    private static byte[] NewSeed()
    {
        var seed = new byte[SeededIds.SeedLength];
        BinaryPrimitives.WriteInt32BigEndian(seed, Interlocked.Increment(ref s_requests));
        return seed;
    }

    private static Store StoreOf(int number) => Sample.Store($"sto_{number}");
}
