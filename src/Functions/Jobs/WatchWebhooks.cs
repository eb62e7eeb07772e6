using Customers.Domain.Documents;
using Customers.Domain.Stores;
using Customers.Functions.Stores;

namespace Customers.Functions.Jobs;

/// <summary>
/// Looks after the subscriptions that the hub has registered: Shopify removes one after eight failures, WooCommerce switches it
/// off after seven. Stores are looked at side by side, so that one that does not answer holds up no other.
/// </summary>
public sealed partial class WatchWebhooks(IDocumentStore documents, StoreRegistry stores, RegisterWebhooks register, ILogger<WatchWebhooks> log)
{
    private const int AtOnce = 16;

    public Task RunAsync(CancellationToken cancel) => Parallel.ForEachAsync(
        documents.AllAsync(WebhookWatch.Type, new Query(WebhookWatch.Type, 100), cancel),
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel },
        async (watch, token) => await LookAsync(watch, token));

    private async Task LookAsync(Stored<WebhookWatch> watch, CancellationToken cancel)
    {
        var id = watch.Value.StoreId;
        try
        {
            if (await stores.FindAsync(id, cancel) is { Store.DisabledAt: null } store) await LookAsync(store, cancel);
            else await documents.DeleteAsync(WebhookWatch.Type, watch, cancel);
        }
        // One store that cannot even be opened must not end the tick of all others.
        catch (Exception fault) when (fault is not OperationCanceledException and not StoreUnavailableException)
        {
            LogFailed(fault, id);
        }
    }

    private async Task LookAsync(OpenStore store, CancellationToken cancel)
    {
        var results = await register.RunAsync(store, cancel);
        if (results.IsRefused(out var refusal))
        {
            LogRefused(store.Store.Id, refusal.Code);
            return;
        }

        foreach (var topic in results.Value.Where(topic => topic.State != WebhookState.Existing)) LogChanged(store.Store.Id, topic.Topic, topic.State);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The webhooks of store {StoreId} cannot be looked after: {Code}")]
    private partial void LogRefused(string storeId, string code);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Store {StoreId} did not tell of {Topic}: {State}")]
    private partial void LogChanged(string storeId, string topic, WebhookState state);

    [LoggerMessage(Level = LogLevel.Error, Message = "Looking after the webhooks of store {StoreId} failed")]
    private partial void LogFailed(Exception fault, string storeId);
}
