using Customers.Domain.Queues;

namespace Customers.Storage.Tests;

/// <summary>What every queue does. An adapter plugs in by creating its port and letting its time pass.</summary>
public abstract class QueueContract
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    protected abstract IQueue Queue { get; }

    /// <summary>A queue that holds nothing.</summary>
    protected virtual string Name => "work";

    /// <summary>Lets at least this much time pass for the queue.</summary>
    protected abstract Task Pass(TimeSpan time);

    [ContractFact]
    public async Task A_message_is_received_as_it_was_sent()
    {
        await Send("""{"id":"ü 漢 𝄞 '\""}""");
        var message = Assert.Single(await Receive());
        Assert.Equal((Name, """{"id":"ü 漢 𝄞 '\""}""", 1), (message.Queue, message.Body, message.Dequeues));
    }

    [ContractFact]
    public async Task An_empty_queue_answers_at_once_with_nothing() => Assert.Empty(await Receive());

    [ContractFact]
    public async Task Queues_do_not_mix()
    {
        await Send("a");
        Assert.Empty(await Queue.ReceiveAsync(Name + "-other", 10, Lease, default));
        Assert.Equal((1, 0), (await Queue.CountAsync(Name, default), await Queue.CountAsync(Name + "-other", default)));
    }

    [ContractFact]
    public async Task A_delayed_message_shows_up_when_its_delay_is_over()
    {
        await Queue.SendAsync(new(Name, "later", TimeSpan.FromSeconds(60)), default);
        Assert.Equal(1, await Queue.CountAsync(Name, default));
        Assert.Empty(await Receive());
        await Pass(TimeSpan.FromSeconds(61));
        Assert.Single(await Receive());
    }

    [ContractFact]
    public async Task A_taken_message_is_hidden_until_its_lease_ends_and_then_comes_again()
    {
        await Send("a");
        var first = Assert.Single(await Receive());
        Assert.Empty(await Receive());
        await Pass(Lease + TimeSpan.FromSeconds(1));
        var second = Assert.Single(await Receive());
        Assert.Equal((first.Id, 2), (second.Id, second.Dequeues));
        Assert.NotEqual(first.Receipt, second.Receipt);
    }

    [ContractFact]
    public async Task A_completed_message_is_gone()
    {
        await Send("a");
        var message = Assert.Single(await Receive());
        Assert.True(await Queue.CompleteAsync(message, default));
        Assert.False(await Queue.CompleteAsync(message, default));
        Assert.False(await Queue.ReleaseAsync(message, TimeSpan.Zero, default));
        await Pass(Lease + TimeSpan.FromSeconds(1));
        Assert.Empty(await Receive());
        Assert.Equal(0, await Queue.CountAsync(Name, default));
    }

    [ContractFact]
    public async Task A_later_delivery_makes_an_earlier_receipt_void()
    {
        await Send("a");
        var late = Assert.Single(await Receive());
        await Pass(Lease + TimeSpan.FromSeconds(1));
        var current = Assert.Single(await Receive());
        Assert.False(await Queue.CompleteAsync(late, default));
        Assert.False(await Queue.ReleaseAsync(late, TimeSpan.Zero, default));
        Assert.True(await Queue.CompleteAsync(current, default));
    }

    [ContractFact]
    public async Task A_released_message_comes_again_after_its_delay()
    {
        await Send("a");
        var message = Assert.Single(await Receive());
        Assert.True(await Queue.ReleaseAsync(message, TimeSpan.FromSeconds(5), default));
        Assert.Empty(await Receive());
        await Pass(TimeSpan.FromSeconds(6));
        Assert.Equal(2, Assert.Single(await Receive()).Dequeues);
    }

    [ContractFact]
    public async Task Many_receivers_share_the_messages_and_none_gets_one_twice()
    {
        for (var i = 0; i < 100; i++) await Send($"{i}");
        var taken = new List<ReceivedMessage>();
        while (taken.Count < 100)
        {
            var batches = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Queue.ReceiveAsync(Name, 7, Lease, default)));
            Assert.All(batches, batch => Assert.True(batch.Count <= 7));
            Assert.NotEqual(0, batches.Sum(batch => batch.Count));
            taken.AddRange(batches.SelectMany(batch => batch));
        }
        Assert.Equal(100, taken.Select(message => message.Id).Distinct().Count());
        Assert.Equal(100, taken.Select(message => message.Body).Distinct().Count());
        Assert.Empty(await Receive());
    }

    [ContractFact]
    public async Task A_message_of_48_KiB_passes_and_a_larger_one_is_refused()
    {
        await Send(new string('x', 48 * 1024));
        await Assert.ThrowsAsync<ArgumentException>(() => Send(new string('x', 48 * 1024 - 1) + "ü"));
        Assert.Equal(48 * 1024, Assert.Single(await Receive()).Body.Length);
    }

    [ContractTheory]
    [InlineData(0)]
    [InlineData(33)]
    public async Task A_receiver_takes_1_to_32(int max) =>
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Queue.ReceiveAsync(Name, max, Lease, default));

    private Task Send(string body) => Queue.SendAsync(new(Name, body), default);

    private Task<IReadOnlyList<ReceivedMessage>> Receive() => Queue.ReceiveAsync(Name, 10, Lease, default);
}
