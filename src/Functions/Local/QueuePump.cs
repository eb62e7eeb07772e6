using Customers.Domain.Documents;
using Customers.Domain.Queues;
using Customers.Functions.Jobs;

namespace Customers.Functions.Local;

/// <summary>
/// Takes messages from the queues and has them handled. At a stop it takes no more and waits for those under way; what takes
/// longer is cut, and comes again after the next start.
/// </summary>
public sealed partial class QueuePump(IQueue queue, QueueHandlers handlers, TimeProvider clock, ILogger<QueuePump> log) : BackgroundService
{
    private const int Batch = 32;
    /// <summary>The more handlers commit together, the fewer pages and syncs each one costs.</summary>
    public const int AtOnce = 4 * Batch;
    /// <summary>As in host.json: a message that is taken more often goes to the poison queue.</summary>
    private const int MostDeliveries = 20;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private readonly CancellationTokenSource _cut = new();

    public override void Dispose()
    {
        base.Dispose();
        _cut.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var stop = stoppingToken.Register(() => _cut.CancelAfter(Grace));
        await Task.WhenAll(QueueNames.All.Select(name => Task.Run(() => PumpAsync(name, stoppingToken), CancellationToken.None)));
    }

    /// <summary>A message that takes long, of a store that does not answer, holds up none of the others.</summary>
    private async Task PumpAsync(string name, CancellationToken stopping)
    {
        var running = new HashSet<Task>();
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await Task.WhenAll(running.Where(task => task.IsCompleted));
                running.RemoveWhere(task => task.IsCompleted);
                if (running.Count > AtOnce - Batch) await Task.WhenAny(running);
                else if (await queue.ReceiveAsync(name, Batch, Lease, stopping) is { Count: > 0 } messages) running.UnionWith(messages.Select(HandleAsync));
                else await queue.WaitAsync(name, LongestWait, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                break;
            }
            catch (StoreUnavailableException fault)
            {
                LogUnavailable(fault, name);
                await Task.Delay(AfterFault, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await Task.WhenAll(running);
    }

    private async Task HandleAsync(ReceivedMessage message)
    {
        try
        {
            if (message.Dequeues > MostDeliveries && QueueNames.PoisonOf(message.Queue) is { } poison) await queue.SendAsync(new(poison, message.Body), CancellationToken.None);
            else await handlers.RunAsync(message.Queue, message.Body, _cut.Token);
            await queue.CompleteAsync(message, CancellationToken.None);
        }
        catch (OperationCanceledException) when (_cut.IsCancellationRequested)
        {
            await ReleaseAsync(message, TimeSpan.Zero);
        }
        // A message that fails comes back later, whatever the fault; the others of the batch go on.
        catch (Exception fault)
        {
            LogFailed(fault, message.Queue, message.Id, message.Dequeues);
            await ReleaseAsync(message, TimeSpan.FromSeconds(Math.Min(Math.Pow(2, Math.Min(message.Dequeues, 20)), LongestRetry.TotalSeconds)));
        }
    }

    private async Task ReleaseAsync(ReceivedMessage message, TimeSpan wait)
    {
        try
        {
            await queue.ReleaseAsync(message, wait, CancellationToken.None);
        }
        catch (StoreUnavailableException fault)
        {
            LogUnavailable(fault, message.Queue);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {MessageId} of {Queue} failed at delivery {Delivery}")]
    private partial void LogFailed(Exception fault, string queue, string messageId, int delivery);

    [LoggerMessage(Level = LogLevel.Error, Message = "The queue {Queue} cannot be reached")]
    private partial void LogUnavailable(Exception fault, string queue);
}
