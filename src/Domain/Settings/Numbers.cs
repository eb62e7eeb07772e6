using System.Collections.Concurrent;
using System.Globalization;
using Customers.Domain.Documents;

namespace Customers.Domain.Settings;

/// <summary>
/// Hands out numbers (prefix + number) of each kind from blocks that this process reserves, so that creating does not queue
/// up at one document. Gaps are allowed; a number is never handed out twice.
/// </summary>
public sealed class Numbers(IDocumentStore documents, CurrentSettings settings) : IDisposable
{
    private const int BlockSize = 200;
    private readonly ConcurrentDictionary<NumberedKind, Block> _blocks = new();

    public async ValueTask<Numbering> NumberingAsync(NumberedKind kind, CancellationToken cancel) => (await settings.GetAsync(cancel)).NumberingOf(kind);

    public async ValueTask<string> NextAsync(NumberedKind kind, CancellationToken cancel)
    {
        var prefix = (await NumberingAsync(kind, cancel)).Prefix;
        var block = BlockOf(kind);
        await block.Gate.WaitAsync(cancel);
        try
        {
            if (block.Next >= block.End) await ReserveAsync(kind, block, cancel);
            return prefix + (block.Next++).ToString(CultureInfo.InvariantCulture);
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
                if (!await SaveAsync(kind, current, next, cancel)) continue;
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

    private async Task ReserveAsync(NumberedKind kind, Block block, CancellationToken cancel)
    {
        while (true)
        {
            var current = await ReadAsync(kind, cancel);
            var first = current?.Value.Next ?? Sequence.First;
            if (!await SaveAsync(kind, current, first + BlockSize, cancel)) continue;
            (block.Next, block.End) = (first, first + BlockSize);
            return;
        }
    }

    private ValueTask<Stored<Sequence>?> ReadAsync(NumberedKind kind, CancellationToken cancel) =>
        documents.ReadAsync(Sequence.Type, Sequence.IdOf(kind), Sequence.IdOf(kind), cancel);

    private async Task<bool> SaveAsync(NumberedKind kind, Stored<Sequence>? current, long next, CancellationToken cancel) =>
        await documents.SaveAsync(Sequence.Type, current, new Sequence(Sequence.IdOf(kind), next), cancel) is not null;

    private sealed class Block
    {
        public SemaphoreSlim Gate { get; } = new(1);
        public long Next { get; set; }
        public long End { get; set; }
    }
}

/// <param name="Next">The first number not yet reserved.</param>
public sealed record Sequence(string Id, long Next)
{
    public const long First = 1000;

    public static string IdOf(NumberedKind kind) => "sequence-" + System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());

    public static readonly DocumentType<Sequence> Type = new("sequence", Containers.System, s => s.Id, s => s.Id);
}
