using System.Text;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Customers.Domain.Queues;
using QueueMessage = Customers.Domain.Queues.QueueMessage;

namespace Customers.Functions.Storage.Azure;

/// <summary>
/// Storage queues, read here or by the Functions host's triggers. A message is base64, as host.json demands. Times are whole
/// seconds there: a part counts as a whole one.
/// </summary>
public sealed class AzureQueue(QueueServiceClient account, TimeProvider clock) : IQueue
{
    private const int MaxTaken = 32;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ForEver = TimeSpan.FromSeconds(-1);

    public Task SendAsync(QueueMessage message, CancellationToken cancel)
    {
        MessageSize.Check(message);
        var queue = account.GetQueueClient(message.Queue);
        var text = Convert.ToBase64String(Encoding.UTF8.GetBytes(message.Body));
        return AzureFaults.TranslatedAsync(() => queue.SendMessageAsync(text, Seconds(message.Delay), ForEver, cancel), cancel);
    }

    public async Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(string queue, int max, TimeSpan lease, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(max, MaxTaken);
        ArgumentOutOfRangeException.ThrowIfLessThan(lease, TimeSpan.FromMilliseconds(1));
        var client = account.GetQueueClient(queue);
        var taken = await AzureFaults.TranslatedAsync(() => client.ReceiveMessagesAsync(max, Seconds(lease), cancel), cancel);
        return [.. taken.Value.Select(message =>
            new ReceivedMessage(queue, message.MessageId, message.PopReceipt, BodyOf(message.MessageText), (int)message.DequeueCount))];
    }

    public Task<bool> CompleteAsync(ReceivedMessage message, CancellationToken cancel) =>
        IfHeldAsync(message, queue => queue.DeleteMessageAsync(message.Id, message.Receipt, cancel), cancel);

    public Task<bool> ReleaseAsync(ReceivedMessage message, TimeSpan delay, CancellationToken cancel) =>
        IfHeldAsync(message, queue => queue.UpdateMessageAsync(message.Id, message.Receipt, visibilityTimeout: Seconds(delay), cancellationToken: cancel), cancel);

    public async Task<long> CountAsync(string queue, CancellationToken cancel)
    {
        var client = account.GetQueueClient(queue);
        var properties = await AzureFaults.TranslatedAsync(() => client.GetPropertiesAsync(cancel), cancel);
        return properties.Value.ApproximateMessagesCount;
    }

    /// <summary>Azure tells nobody of a message: looking costs a request, so there is a second between two looks.</summary>
    public Task WaitAsync(string queue, TimeSpan longest, CancellationToken cancel) => Task.Delay(longest < BetweenLooks ? longest : BetweenLooks, clock, cancel);

    private Task<bool> IfHeldAsync<T>(ReceivedMessage message, Func<QueueClient, Task<T>> change, CancellationToken cancel) =>
        AzureFaults.TranslatedAsync(async () =>
        {
            try
            {
                await change(account.GetQueueClient(message.Queue));
                return true;
            }
            catch (RequestFailedException fault) when (fault.ErrorCode == QueueErrorCode.MessageNotFound || fault.ErrorCode == QueueErrorCode.PopReceiptMismatch)
            {
                return false;
            }
        }, cancel);

    /// <summary>What somebody put there unencoded is passed on as it is: to fail alone, not with all that were received with it.</summary>
    private static string BodyOf(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : text;
    }

    private static TimeSpan Seconds(TimeSpan time) => TimeSpan.FromSeconds(Math.Max(0, Math.Ceiling(time.TotalSeconds)));
}
