using System.Collections.Concurrent;
using Customers.Domain.Claims;
using Customers.Domain.Documents;
using Customers.Domain.Identity;

namespace Customers.Domain.Settings;

/// <summary>
/// Numbers that follow one another without a gap, for any number of processes: each stays outstanding until its document is
/// known to exist, or is certain never to. What a crash leaves outstanding is settled after <see cref="Claim.Patience"/>, by
/// whoever needs a number next, or by a tick.
/// </summary>
public sealed class GaplessNumbers(IDocumentStore documents, AbandonDocument abandon, TimeProvider clock) : IDisposable
{
    private const int AtOnce = 50;
    private readonly ConcurrentDictionary<NumberedKind, SequenceWriter> _writers = new();
    private readonly SemaphoreSlim _settling = new(1);

    /// <summary>Throws <see cref="StoreUnavailableException"/> while too many numbers are outstanding.</summary>
    internal async Task<DrawnNumber> DrawAsync(NumberedKind kind, string prefix, CustomerId customer, string documentId, CancellationToken cancel)
    {
        var sequence = await ReserveAsync();
        if (sequence.Outstanding.Any(IsLate) && await SettleUnlessUnderWayAsync(kind, cancel) && sequence.Of(documentId) is null) sequence = await ReserveAsync();
        return sequence.Of(documentId) is { } mine
            ? new(mine.Text, sequence.IsMixed, mine)
            : throw new StoreUnavailableException($"More than {Sequence.MostOutstanding} numbers wait for their documents.");

        Task<Sequence> ReserveAsync() => WriterOf(kind).ChangeAsync(s => s.Reserve(prefix, customer, documentId, clock.GetUtcNow()), cancel);
    }

    /// <summary>Costs nothing: it goes along with the next reservation. If it is lost, the number is settled later.</summary>
    internal void Posted(NumberedKind kind, OutstandingNumber number) => WriterOf(kind).Later(s => s.Without(number));

    /// <summary>A number that somebody else has given meanwhile is no gap.</summary>
    internal Task PassOverAsync(NumberedKind kind, OutstandingNumber number, CancellationToken cancel) =>
        WriterOf(kind).ChangeAsync(s => s.Without(number), cancel);

    /// <summary>The number is free for others, unless its document is there: somebody else may have posted it under the same id.</summary>
    internal async Task SettleAsync(NumberedKind kind, OutstandingNumber number, CancellationToken cancel)
    {
        var isFree = await abandon.RunAsync(number.CustomerId, number.DocumentId, number.Text, cancel);
        await WriterOf(kind).ChangeAsync(s => isFree ? s.GiveBack(number) : s.Without(number), cancel);
    }

    /// <summary>From now on automatic numbers of this kind are claimed as well.</summary>
    internal Task<Sequence> MixAsync(NumberedKind kind, CancellationToken cancel) =>
        WriterOf(kind).ChangeAsync(s => s.IsMixed ? s : s with { IsMixed = true }, cancel);

    /// <summary>Settles what crashes have left outstanding. Two at once do no harm.</summary>
    public async Task FinishAllAsync(CancellationToken cancel)
    {
        foreach (var kind in Enum.GetValues<NumberedKind>()) await FinishAsync(kind, cancel);
    }

    public void Dispose()
    {
        foreach (var writer in _writers.Values) writer.Dispose();
        _settling.Dispose();
    }

    private async Task FinishAsync(NumberedKind kind, CancellationToken cancel)
    {
        var sequence = await WriterOf(kind).ChangeAsync(s => s, cancel); // takes along what is known to be posted
        foreach (var late in sequence.Outstanding.Where(IsLate).Chunk(AtOnce))
            await Task.WhenAll(late.Select(number => SettleAsync(kind, number, cancel)));
    }

    private async Task<bool> SettleUnlessUnderWayAsync(NumberedKind kind, CancellationToken cancel)
    {
        if (!await _settling.WaitAsync(TimeSpan.Zero, cancel)) return false;
        try
        {
            await FinishAsync(kind, cancel);
            return true;
        }
        finally
        {
            _settling.Release();
        }
    }

    private bool IsLate(OutstandingNumber number) => clock.GetUtcNow() - number.At >= Claim.Patience;

    private SequenceWriter WriterOf(NumberedKind kind) => _writers.GetOrAdd(kind, k => new(documents, k));
}
