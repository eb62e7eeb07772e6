using System.Collections.Concurrent;
using Customers.Domain.Documents;

namespace Customers.Domain.Settings;

/// <summary>
/// Hands out numbers (prefix + number) of each kind from blocks that this process reserves, so that creating does not queue
/// up at one document. Gaps are allowed; a number is never handed out twice. For sales documents see <see cref="TakeNumber"/>.
/// </summary>
public sealed class Numbers(IDocumentStore documents, CurrentSettings settings) : IDisposable
{
    private const int BlockSize = 200;
    private readonly ConcurrentDictionary<NumberedKind, Block> _blocks = new();

    public async ValueTask<Numbering> NumberingAsync(NumberedKind kind, CancellationToken cancel) => (await settings.GetAsync(cancel)).NumberingOf(kind);

    public async ValueTask<string> NextAsync(NumberedKind kind, CancellationToken cancel) => (await DrawAsync(kind, cancel)).Text;

    internal async ValueTask<DrawnNumber> DrawAsync(NumberedKind kind, CancellationToken cancel)
    {
        var prefix = (await NumberingAsync(kind, cancel)).Prefix;
        var block = BlockOf(kind);
        await block.Gate.WaitAsync(cancel);
        try
        {
            if (block.Next >= block.End || block.Prefix != prefix) await ReserveAsync(kind, prefix, block, cancel);
            return new(Sequence.Text(prefix, block.Next++), block.IsMixed);
        }
        finally
        {
            block.Gate.Release();
        }
    }

    /// <summary>The first number of this kind that no process has reserved yet.</summary>
    public async ValueTask<long> PeekAsync(NumberedKind kind, CancellationToken cancel) => (await ReadAsync(kind, cancel))?.Value.Next ?? Sequence.First;

    /// <summary>Goes on from a higher number; false when numbers up to it may be in use already.</summary>
    public async Task<bool> RaiseAsync(NumberedKind kind, long next, CancellationToken cancel)
    {
        var block = BlockOf(kind);
        await block.Gate.WaitAsync(cancel);
        try
        {
            while (true)
            {
                var current = await ReadAsync(kind, cancel);
                var reached = current?.Value.Next ?? Sequence.First;
                if (next <= reached) return next == reached;
                if (!await SaveAsync(current, (current?.Value ?? Sequence.StartOf(kind)) with { Next = next }, cancel)) continue;
                block.Next = block.End = 0;
                return true;
            }
        }
        finally
        {
            block.Gate.Release();
        }
    }

    public void Dispose()
    {
        foreach (var block in _blocks.Values) block.Gate.Dispose();
    }

    private Block BlockOf(NumberedKind kind) => _blocks.GetOrAdd(kind, static _ => new Block());

    private async Task ReserveAsync(NumberedKind kind, string prefix, Block block, CancellationToken cancel)
    {
        while (true)
        {
            var current = await ReadAsync(kind, cancel);
            var sequence = current?.Value ?? Sequence.StartOf(kind);
            var next = sequence.ReserveBlock(prefix, BlockSize);
            if (!await SaveAsync(current, next, cancel)) continue;
            (block.Next, block.End, block.Prefix, block.IsMixed) = (sequence.Next, next.Next, prefix, next.IsMixed);
            return;
        }
    }

    private ValueTask<Stored<Sequence>?> ReadAsync(NumberedKind kind, CancellationToken cancel) =>
        documents.ReadAsync(Sequence.Type, Sequence.IdOf(kind), Sequence.IdOf(kind), cancel);

    private async Task<bool> SaveAsync(Stored<Sequence>? current, Sequence next, CancellationToken cancel) =>
        await documents.SaveAsync(Sequence.Type, current, next, cancel) is not null;

    private sealed class Block
    {
        public SemaphoreSlim Gate { get; } = new(1);
        public long Next { get; set; }
        public long End { get; set; }
        /// <summary>What the sequence was told these numbers begin with.</summary>
        public string? Prefix { get; set; }
        public bool IsMixed { get; set; }
    }
}
