using Customers.Domain.Queues;

namespace Customers.Functions.Storage.Sqlite;

/// <summary>The queues, in the database file. Every operation shares the writer's transactions.</summary>
public sealed class SqliteQueue(SqliteDatabase database) : IQueue
{
    private const int MaxTaken = 32;

    private long Now => database.Clock.GetUtcNow().ToUnixTimeMilliseconds();

    public async Task SendAsync(QueueMessage message, CancellationToken cancel)
    {
        MessageSize.Check(message);
        await database.Writer.DoAsync(connection => MessageTable.Add(connection, message, database.Stamps.Next(), Now), cancel);
        database.Arrivals.Announce(message.Queue);
    }

    public Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(string queue, int max, TimeSpan lease, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(max, MaxTaken);
        ArgumentOutOfRangeException.ThrowIfLessThan(lease, TimeSpan.FromMilliseconds(1));
        return database.Writer.DoAsync<IReadOnlyList<ReceivedMessage>>(connection =>
        {
            var now = Now;
            return MessageTable.Take(connection, queue, max, now, until: now + (long)lease.TotalMilliseconds);
        }, cancel);
    }

    public Task<bool> CompleteAsync(ReceivedMessage message, CancellationToken cancel) =>
        MessageTable.Place.Of(message) is { } place
            ? database.Writer.DoAsync(connection => MessageTable.Remove(connection, place), cancel)
            : Task.FromResult(false);

    public async Task<bool> ReleaseAsync(ReceivedMessage message, TimeSpan delay, CancellationToken cancel)
    {
        if (MessageTable.Place.Of(message) is not { } place) return false;
        var visible = Now + Math.Max(0, (long)delay.TotalMilliseconds);
        var released = await database.Writer.DoAsync(connection => MessageTable.Move(connection, place, visible), cancel);
        if (released) database.Arrivals.Announce(message.Queue);
        return released;
    }

    public Task<long> CountAsync(string queue, CancellationToken cancel) =>
        database.Readers.ReadAsync(queue, MessageTable.Count, cancel).AsTask();

    public async Task WaitAsync(string queue, TimeSpan longest, CancellationToken cancel)
    {
        for (var end = Now + (long)longest.TotalMilliseconds; ;)
        {
            var arrival = database.Arrivals.Next(queue); // taken before looking, so that no arrival falls in between
            var next = await database.Readers.ReadAsync(queue, MessageTable.NextVisible, cancel) ?? long.MaxValue;
            var wait = Math.Min(end, next) - Now;
            if (wait <= 0) return;
            try
            {
                await arrival.WaitAsync(TimeSpan.FromMilliseconds(wait), database.Clock, cancel);
            }
            catch (TimeoutException) { } // then the time has come to look
        }
    }
}
