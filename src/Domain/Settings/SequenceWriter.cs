using System.Collections.Concurrent;
using Customers.Domain.Documents;

namespace Customers.Domain.Settings;

/// <summary>Changes one sequence for all callers of this process that wait at a moment: one commit for all of them.</summary>
internal sealed class SequenceWriter(IDocumentStore documents, NumberedKind kind) : IDisposable
{
    private readonly ConcurrentQueue<Change> _waiting = new();
    private readonly SemaphoreSlim _gate = new(1);

    /// <param name="change">Pure: it may run many times.</param>
    /// <returns>The sequence as this change left it.</returns>
    public async Task<Sequence> ChangeAsync(Func<Sequence, Sequence> change, CancellationToken cancel)
    {
        var mine = new Change(change);
        _waiting.Enqueue(mine);
        try
        {
            await _gate.WaitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            mine.Done.TrySetCanceled(cancel);
            throw;
        }

        try
        {
            // Whoever held the gate before may have done it along with its own.
            if (!mine.Done.Task.IsCompleted) await WriteWaitingAsync();
        }
        finally
        {
            _gate.Release();
        }

        return await mine.Done.Task;
    }

    /// <summary>The change goes along with the next that somebody waits for, or is lost.</summary>
    public void Later(Func<Sequence, Sequence> change) => _waiting.Enqueue(new(change));

    public void Dispose() => _gate.Dispose();

    private async Task WriteWaitingAsync()
    {
        var group = new List<Change>();
        while (_waiting.TryDequeue(out var next))
            if (!next.Done.Task.IsCompleted) group.Add(next);
        try
        {
            // Not to be cancelled: it is the work of many callers.
            var results = await CommitAsync(group, CancellationToken.None);
            foreach (var (change, result) in group.Zip(results)) change.Done.TrySetResult(result);
        }
        catch (Exception fault) // whatever it is, each of the callers must hear of it
        {
            foreach (var change in group) change.Done.TrySetException(fault);
        }
    }

    private async Task<Sequence[]> CommitAsync(List<Change> group, CancellationToken cancel)
    {
        var results = new Sequence[group.Count];
        while (true)
        {
            var current = await documents.ReadAsync(Sequence.Type, Sequence.IdOf(kind), Sequence.IdOf(kind), cancel);
            var before = current?.Value ?? Sequence.StartOf(kind);
            var next = before;
            for (var i = 0; i < results.Length; i++) results[i] = next = group[i].Apply(next);
            if (ReferenceEquals(next, before) || await documents.SaveAsync(Sequence.Type, current, next, cancel) is not null) return results;
        }
    }

    private sealed record Change(Func<Sequence, Sequence> Apply)
    {
        public TaskCompletionSource<Sequence> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
