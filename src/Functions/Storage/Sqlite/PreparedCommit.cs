using Customers.Domain.Documents;
using Customers.Domain.Queues;

namespace Customers.Functions.Storage.Sqlite;

/// <summary>A commit checked against the limits and the declared types, and encoded, before the writer sees it.</summary>
internal sealed class PreparedCommit
{
    private readonly Commit _commit;
    private readonly SqliteDatabase _database;
    private readonly Step[] _steps;

    public PreparedCommit(Commit commit, SqliteDatabase database)
    {
        (_commit, _database) = (commit, database);
        CommitLimits.Check(commit);
        _steps = [.. commit.Writes.Select(StepOf)];
    }

    /// <summary>All preconditions come before the first write, so a conflict leaves nothing to undo.</summary>
    public CommitResult Apply(Connection connection)
    {
        foreach (var step in _steps)
        {
            step.Found = DocumentTable.Find(connection, _commit.Container, _commit.Partition, step.Write.Id);
            if (!step.Fits) return new CommitResult.Conflict(step.Write.Id);
        }
        var etags = _steps.Select(step => Apply(connection, step)).ToArray();
        var now = _database.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var message in _commit.Messages) MessageTable.Add(connection, message, _database.Stamps.Next(), now);
        return new CommitResult.Committed(etags);
    }

    private string Apply(Connection connection, Step step)
    {
        var etag = _database.Stamps.Next();
        switch (step)
        {
            case { Table: null, Found: { } gone }:
                DocumentTable.Delete(connection, gone.Doc);
                _database.FieldTables.GetValueOrDefault(gone.Type)?.Delete(connection, gone.Doc);
                return "";
            case { Found: null }:
                var doc = DocumentTable.Insert(connection, _commit.Container, _commit.Partition, step.Write.Id, step.Table!.Type.Name, etag, step.Body.Span);
                step.Table.Insert(connection, doc, _commit.Partition, step.Write.Id, step.Cells);
                break;
            default:
                DocumentTable.Update(connection, step.Found.Doc, step.Table!.Type.Name, etag, step.Body.Span);
                Replace(connection, step, step.Table, step.Found);
                break;
        }
        return Stamps.Text(etag);
    }

    private void Replace(Connection connection, Step step, FieldTable table, DocumentTable.Row found)
    {
        if (found.Type == table.Type.Name)
        {
            table.Update(connection, found.Doc, step.Cells);
            return;
        }
        _database.FieldTables.GetValueOrDefault(found.Type)?.Delete(connection, found.Doc);
        table.Insert(connection, found.Doc, _commit.Partition, step.Write.Id, step.Cells);
    }

    private Step StepOf(Write write) => CommitLimits.ContentOf(write) is { } content ? StepOf(write, content) : new(write, null, [], default);

    private Step StepOf(Write write, DocumentContent content) =>
        _database.FieldTables.GetValueOrDefault(content.Type) is { } table && table.Type.Container == _commit.Container
            ? new(write, table, table.CellsOf(content), content.Body)
            : throw new ArgumentException($"'{content.Type}' is not a type of the container '{_commit.Container}'.", nameof(content));

    /// <param name="Table">Null for a delete.</param>
    private sealed record Step(Write Write, FieldTable? Table, Cell[] Cells, ReadOnlyMemory<byte> Body)
    {
        public DocumentTable.Row? Found { get; set; }

        public bool Fits => Write switch
        {
            Write.Create => Found is null,
            Write.Replace replace => Found is not null && Stamps.Text(Found.ETag) == replace.ETag,
            Write.Delete delete => Found is not null && Stamps.Text(Found.ETag) == delete.ETag,
            _ => true,
        };
    }
}
