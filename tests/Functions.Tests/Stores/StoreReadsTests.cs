using Customers.Functions.Local;
using Customers.Functions.Stores;

namespace Customers.Functions.Tests.Stores;

/// <summary>How many events may wait for stores (of one store, also StoreEventTests).</summary>
public sealed class StoreReadsTests
{
    [Fact]
    public async Task All_stores_that_do_not_answer_leave_half_the_places_to_what_waits_for_none()
    {
        var (reads, answer) = (new StoreReads(), new TaskCompletionSource<int>());
        var waiting = Enumerable.Range(0, QueuePump.AtOnce).Select(i => reads.RunAsync($"sto_{i / StoreReads.AtOnce}", () => answer.Task)).ToList();
        var refused = waiting.Where(read => read.IsFaulted).ToList();

        Assert.Equal(QueuePump.AtOnce / 2, refused.Count);
        Assert.All(refused, read => Assert.IsType<StoreBusyException>(read.Exception!.InnerException));

        answer.SetResult(1);
        await Task.WhenAll(waiting.Except(refused));
        Assert.Equal(2, await reads.RunAsync("sto_9", () => Task.FromResult(2)));
    }
}
