namespace Customers.Domain.Documents;

/// <summary>Splits what is too much for one commit.</summary>
public static class WriteBatches
{
    /// <summary>Leaves room for what else a commit writes.</summary>
    private const int MostWrites = 90;
    private const int MostBytes = Commit.MaxBytes / 2;

    /// <summary>The first writes that fit into one commit, at least one.</summary>
    public static IReadOnlyList<Write> FirstBatch(this IReadOnlyList<Write> writes)
    {
        var bytes = 0;
        return [.. writes.Take(MostWrites).TakeWhile((write, i) => (bytes += SizeOf(write)) <= MostBytes || i == 0)];
    }

    private static int SizeOf(Write write) => write switch
    {
        Write.Create(_, var content) => content.Body.Length,
        Write.Replace(_, var content, _) => content.Body.Length,
        Write.Upsert(_, var content) => content.Body.Length,
        _ => 0,
    };
}
