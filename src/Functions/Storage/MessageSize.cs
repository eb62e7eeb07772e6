using System.Text;
using Customers.Domain.Queues;

namespace Customers.Functions.Storage;

/// <summary>The limit that <see cref="QueueMessage"/> names, the same for every queue.</summary>
internal static class MessageSize
{
    private const int MaxBytes = 48 * 1024;

    public static void Check(QueueMessage message)
    {
        if (Encoding.UTF8.GetByteCount(message.Body) > MaxBytes)
            throw new ArgumentException($"A message for '{message.Queue}' is larger than {MaxBytes} bytes.", nameof(message));
    }
}
