using Customers.Domain.Queues;

namespace Customers.Functions.Storage.Sqlite;

/// <summary>
/// The rows of all queues, in the order in which they become visible (unix milliseconds). A delivery moves its row to the
/// end of the lease, so the place where it lies names the delivery.
/// </summary>
internal static class MessageTable
{
    public const string Schema = """
        CREATE TABLE IF NOT EXISTS messages(queue TEXT, visible INTEGER, id INTEGER, dequeues INTEGER, body TEXT,
            PRIMARY KEY(queue, visible, id)) WITHOUT ROWID;
        """;

    private const string At = "WHERE queue = ? AND visible = ? AND id = ? AND dequeues = ?";

    public static bool Add(Connection connection, QueueMessage message, long id, long now)
    {
        var visible = now + Math.Max(0, (long)message.Delay.TotalMilliseconds);
        return connection.Prepare("INSERT INTO messages(queue, visible, id, dequeues, body) VALUES(?, ?, ?, 0, ?)")
            .With(message.Queue).With(visible).With(id).With(message.Body).Run() == 1;
    }

    public static List<ReceivedMessage> Take(Connection connection, string queue, int max, long now, long until)
    {
        var taken = new List<ReceivedMessage>();
        var places = new List<Place>();
        using (var rows = connection.Prepare("SELECT visible, id, dequeues, body FROM messages WHERE queue = ? AND visible <= ? ORDER BY visible, id LIMIT ?")
            .With(queue).With(now).With(max))
        {
            while (rows.Step())
            {
                places.Add(new(queue, rows.Number(0), rows.Number(1), rows.Number(2)));
                var place = places[^1] with { Visible = until, Dequeues = places[^1].Dequeues + 1 };
                taken.Add(new(queue, Stamps.Text(place.Id), place.Receipt, rows.Text(3), (int)place.Dequeues));
            }
        }
        foreach (var place in places) Move(connection, place, until, dequeues: 1);
        return taken;
    }

    public static bool Remove(Connection connection, Place place) =>
        connection.Prepare($"DELETE FROM messages {At}")
            .With(place.Queue).With(place.Visible).With(place.Id).With(place.Dequeues).Run() == 1;

    public static bool Move(Connection connection, Place place, long visible, int dequeues = 0) =>
        connection.Prepare($"UPDATE messages SET visible = ?, dequeues = dequeues + ? {At}")
            .With(visible).With(dequeues).With(place.Queue).With(place.Visible).With(place.Id).With(place.Dequeues).Run() == 1;

    /// <summary>At opening: the folder is locked to this process, so whoever held a lease is gone.</summary>
    public static void EndLeases(Connection connection) => connection.Execute("UPDATE messages SET visible = 0 WHERE dequeues > 0 AND visible > 0");

    public static long Count(Connection connection, string queue) => First(connection, "SELECT count(*) FROM messages WHERE queue = ?", queue)!.Value;

    /// <summary>When the next message becomes, or became, visible; null when the queue is empty.</summary>
    public static long? NextVisible(Connection connection, string queue) =>
        First(connection, "SELECT visible FROM messages WHERE queue = ? ORDER BY visible LIMIT 1", queue);

    private static long? First(Connection connection, string sql, string queue)
    {
        using var row = connection.Prepare(sql).With(queue);
        return row.Step() ? row.Number(0) : null;
    }

    /// <summary>Where a message lies during one delivery.</summary>
    public sealed record Place(string Queue, long Visible, long Id, long Dequeues)
    {
        public string Receipt => $"{Stamps.Text(Visible)}-{Dequeues}";

        public static Place? Of(ReceivedMessage message) =>
            message.Receipt.Split('-') is [var visible, _] && Stamps.TryParse(visible, out var until) && Stamps.TryParse(message.Id, out var id)
                ? new(message.Queue, until, id, message.Dequeues)
                : null;
    }
}
