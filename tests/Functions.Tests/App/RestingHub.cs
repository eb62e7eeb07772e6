using Customers.Domain.Queues;
using Customers.Functions.Jobs;
using Customers.Functions.Local;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Customers.Functions.Tests.App;

/// <summary>Time passes, and queues are looked into, when the test says so.</summary>
public class RestingHub() : HubHost(new FakeTimeProvider(RunningClock.Start))
{
    public FakeTimeProvider Time => (FakeTimeProvider)Clock;
    public IQueue Queue => Services.GetRequiredService<IQueue>();

    protected override IEnumerable<string> Arguments => [.. base.Arguments, "--Customers:RunJobs", "false"];

    public Task TickAsync(string schedule) => Services.GetRequiredService<Schedules>().RunAsync(schedule, default);

    /// <summary>As if this message were delivered now.</summary>
    public Task HandleAsync(QueueMessage message) => Services.GetRequiredService<QueueHandlers>().RunAsync(message.Queue, message.Body, default);

    /// <summary>What lies in the queue, and what is put there by handling it; messages that wait for their time stay.</summary>
    public async Task HandleAllAsync(string queue)
    {
        while (await Queue.ReceiveAsync(queue, 32, TimeSpan.FromMinutes(1), default) is { Count: > 0 } messages)
            foreach (var message in messages)
            {
                await HandleAsync(new(queue, message.Body));
                await LoseAsync(message);
            }
    }

    public async Task LoseAllAsync(string queue)
    {
        while (await Queue.ReceiveAsync(queue, 32, TimeSpan.FromMinutes(1), default) is { Count: > 0 } messages)
            foreach (var message in messages) await LoseAsync(message);
    }

    public async Task<ReceivedMessage> TakeAsync(string queue) => Assert.Single(await Queue.ReceiveAsync(queue, 32, TimeSpan.FromMinutes(1), default));

    public async Task LoseAsync(ReceivedMessage message) => Assert.True(await Queue.CompleteAsync(message, default));

    /// <summary>Lets the pump run until all queues are empty.</summary>
    public async Task PumpAsync()
    {
        using var pump = ActivatorUtilities.CreateInstance<QueuePump>(Services);
        await pump.StartAsync(default);
        for (var begun = TimeProvider.System.GetTimestamp(); (await Task.WhenAll(QueueNames.All.Select(name => Queue.CountAsync(name, default)))).Any(count => count > 0);)
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromSeconds(30), Logs.Text);
        await pump.StopAsync(default);
    }
}
