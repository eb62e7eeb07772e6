using System.Globalization;
using Customers.Domain.Documents;

namespace Customers.Domain.Settings;

/// <summary>
/// Hands out customer references (prefix + number) from blocks that this process reserves, so that creating customers does
/// not queue up at one document. Gaps are allowed; a number is never handed out twice.
/// </summary>
public sealed class CustomerReferences(IDocumentStore documents, CurrentSettings settings) : IDisposable
{
    private const int BlockSize = 200;
    private readonly SemaphoreSlim _gate = new(1);
    private long _next;
    private long _end;

    public async ValueTask<string> NextAsync(CancellationToken cancel)
    {
        var prefix = (await settings.GetAsync(cancel)).CustomerNumbering.Prefix;
        await _gate.WaitAsync(cancel);
        try
        {
            if (_next >= _end) await ReserveAsync(cancel);
            return prefix + (_next++).ToString(CultureInfo.InvariantCulture);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The first number that no process has reserved yet.</summary>
    public async ValueTask<long> PeekAsync(CancellationToken cancel) => (await ReadAsync(cancel))?.Value.Next ?? Sequence.First;

    /// <summary>Goes on from a higher number; false when numbers up to it may be in use already.</summary>
    public async Task<bool> RaiseAsync(long next, CancellationToken cancel)
    {
        await _gate.WaitAsync(cancel);
        try
        {
            while (true)
            {
                var current = await ReadAsync(cancel);
                var reached = current?.Value.Next ?? Sequence.First;
                if (next <= reached) return next == reached;
                if (!await SaveAsync(current, next, cancel)) continue;
                _next = _end = 0;
                return true;
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task ReserveAsync(CancellationToken cancel)
    {
        while (true)
        {
            var current = await ReadAsync(cancel);
            var first = current?.Value.Next ?? Sequence.First;
            if (!await SaveAsync(current, first + BlockSize, cancel)) continue;
            (_next, _end) = (first, first + BlockSize);
            return;
        }
    }

    private ValueTask<Stored<Sequence>?> ReadAsync(CancellationToken cancel) => documents.ReadAsync(Sequence.Type, Sequence.Customer, Sequence.Customer, cancel);

    private async Task<bool> SaveAsync(Stored<Sequence>? current, long next, CancellationToken cancel) =>
        await documents.SaveAsync(Sequence.Type, current, new Sequence(Sequence.Customer, next), cancel) is not null;
}

/// <param name="Next">The first number not yet reserved.</param>
public sealed record Sequence(string Id, long Next)
{
    public const string Customer = "sequence-customer";
    public const long First = 1000;

    public static readonly DocumentType<Sequence> Type = new("sequence", Containers.System, s => s.Id, s => s.Id);
}
