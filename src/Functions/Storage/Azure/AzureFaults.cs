using Azure;
using Azure.Identity;
using Customers.Domain.Documents;

namespace Customers.Functions.Storage.Azure;

/// <summary>Which exceptions of Azure Storage mean that trying again may help.</summary>
internal static class AzureFaults
{
    public static Task TranslatedAsync(Func<Task> call, CancellationToken cancel) => TranslatedAsync(async () =>
    {
        await call();
        return true;
    }, cancel);

    public static async Task<T> TranslatedAsync<T>(Func<Task<T>> call, CancellationToken cancel)
    {
        try
        {
            return await call();
        }
        catch (Exception fault) when (MayPass(fault, cancel))
        {
            throw new StoreUnavailableException($"Azure Storage refused ({CodeOf(fault)}).", fault);
        }
    }

    /// <summary>
    /// A missing right, container or queue too: whoever runs the hub can mend it, and nothing must be given up before.
    /// Not so a request that is wrong in itself.
    /// </summary>
    private static bool MayPass(Exception fault, CancellationToken cancel) => fault switch
    {
        RequestFailedException { ErrorCode: "InvalidBlockList" } => true, // another writer of that file came first
        RequestFailedException refused => refused.Status is not (400 or 413),
        AggregateException all => all.InnerExceptions.All(inner => MayPass(inner, cancel)), // one for each attempt
        OperationCanceledException => !cancel.IsCancellationRequested, // the time for one attempt was over
        FileNotFoundException or FileLoadException => false, // a part of the program is missing
        AuthenticationFailedException or IOException or HttpRequestException => true,
        _ => false,
    };

    private static string CodeOf(Exception fault) => fault switch
    {
        RequestFailedException { ErrorCode: { Length: > 0 } code } => code,
        AggregateException { InnerExceptions: [.., var last] } => CodeOf(last),
        _ => fault.GetType().Name,
    };
}
