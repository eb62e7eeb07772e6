using System.Globalization;
using System.Net;
using Azure.Identity;
using Customers.Domain.Documents;
using Microsoft.Azure.Cosmos;

namespace Customers.Functions.Storage.Cosmos;

/// <summary>Calls Cosmos, and tells faults of the service, where trying again may help, from mistakes of ours.</summary>
internal static class CosmosCalls
{
    /// <summary>Of a 404: not the document is missing, but its container.</summary>
    private const int OwnerMissing = 1003;
    /// <summary>Of a 404: this replica is behind the session, and no other could be asked.</summary>
    private const int SessionNotReached = 1002;

    public static async Task<T> CallAsync<T>(Func<Task<T>> call, CancellationToken cancel)
    {
        try
        {
            return await call();
        }
        catch (CosmosException fault)
        {
            throw Fault(fault.StatusCode, fault.SubStatusCode, fault.ActivityId);
        }
        catch (Exception fault) when (fault is HttpRequestException or AuthenticationFailedException || (fault is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            throw new StoreUnavailableException("Cosmos DB does not answer.", fault);
        }
    }

    /// <summary>The answer's bytes; null when there is no such document.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(Func<Task<ResponseMessage>> call, CancellationToken cancel)
    {
        using var answer = await CallAsync(call, cancel);
        var subStatus = SubStatus(answer.Headers);
        if (answer.StatusCode == HttpStatusCode.NotFound && subStatus is not (OwnerMissing or SessionNotReached)) return null;
        if (!answer.IsSuccessStatusCode) throw Fault(answer.StatusCode, subStatus, answer.Headers.ActivityId);
        using var bytes = new MemoryStream();
        await answer.Content.CopyToAsync(bytes, cancel);
        return bytes.ToArray();
    }

    /// <summary>One write of a batch found another state than it expects.</summary>
    public static bool IsConflict(HttpStatusCode status, Headers headers) => status switch
    {
        HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed => true,
        HttpStatusCode.NotFound => SubStatus(headers) is not (OwnerMissing or SessionNotReached),
        _ => false,
    };

    public static Exception Fault(HttpStatusCode status, Headers headers) => Fault(status, SubStatus(headers), headers.ActivityId);

    // Without its diagnostics, which name documents and are long: the activity finds them in the account's logs.
    private static Exception Fault(HttpStatusCode status, int subStatus, string activity)
    {
        var message = $"Cosmos DB answered {(int)status}/{subStatus} (activity {activity}).";
        return status switch
        {
            HttpStatusCode.RequestEntityTooLarge => new ArgumentException(message, nameof(status)),
            HttpStatusCode.BadRequest or HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed => new InvalidOperationException(message),
            HttpStatusCode.NotFound when subStatus != SessionNotReached => new InvalidOperationException(message),
            // Others pass, and what does not (a revoked role, a firewall) is put right outside.
            _ => new StoreUnavailableException(message),
        };
    }

    private static int SubStatus(Headers headers) => int.TryParse(headers["x-ms-substatus"], CultureInfo.InvariantCulture, out var subStatus) ? subStatus : 0;
}
