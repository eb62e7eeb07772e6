using Customers.Domain.Outcomes;
using Customers.Domain.Stores;
using Customers.Functions.Shopify;
using Customers.Functions.Stores;
using Customers.Functions.WooCommerce;

namespace Customers.Functions.Jobs;

/// <summary>Does what an event says. Doing it twice is doing it once.</summary>
internal sealed class ApplyStoreEvent(ImportOrder importOrder, DeleteStoreOrder deleteOrder, ImportCustomer importCustomer, ReadFromStore readFromStore, ActOnCompliance compliance)
{
    /// <summary>Events that the hub made itself, from an order it read and could not take.</summary>
    public const string PulledTopic = "pulled";

    public async Task<Outcome<EventResult>> RunAsync(OpenStore store, StoreEvent kept, ReadOnlyMemory<byte> body, CancellationToken cancel)
    {
        if (store.Store.DisabledAt is not null && !ShopifyWebhook.IsCompliance(kept.Topic)) return Store.Disabled;
        if (kept.Topic == PulledTopic) return await readFromStore.TakeAsync(store, kept.ResourceId!, cancel);
        var message = Interpret(store.Store.Kind, kept, body.Span);
        return message.IsRefused(out var refusal) ? refusal : await ApplyAsync(store, kept, message.Value, cancel);
    }

    private async Task<Outcome<EventResult>> ApplyAsync(OpenStore store, StoreEvent kept, StoreMessage message, CancellationToken cancel)
    {
        switch (message)
        {
            case StoreMessage.OrderChanged { Order: var order }:
                return await ImportAsync(store, order, cancel);
            case StoreMessage.OrderRestored { Order: var order }:
                await deleteOrder.RestoreAsync(store.Store, order.ExternalId, kept.ReceivedAt, cancel);
                return await ImportAsync(store, order, cancel);
            case StoreMessage.OrderDeleted { ExternalId: var id }:
                await deleteOrder.RunAsync(store.Store, id, DeletedAt(kept), cancel);
                return EventResult.Done;
            case StoreMessage.OrderTouched { ExternalId: var id }:
                return await readFromStore.TakeAsync(store, id, cancel);
            case StoreMessage.CustomerChanged { Customer: var customer, UpdatedAt: var updatedAt }:
                return EventResult.Done with { ForgetBody = (await importCustomer.RunAsync(store.Store, customer, updatedAt ?? kept.ReceivedAt, cancel)).OfRedacted };
            case StoreMessage.CustomerTouched { ExternalId: var id }:
                return await ReadAsync(store, id, cancel);
            case StoreMessage.CustomerDeleted { ExternalId: var id }:
                await importCustomer.UnlinkAsync(store.Store, id, cancel);
                return EventResult.Done;
            case StoreMessage.Compliance asked:
                return await compliance.RunAsync(store, kept, asked, cancel);
            case StoreMessage.Ignored { Topic: var topic }:
                return new EventResult(Ignored: true, $"unknown-topic: the hub has no use for '{topic}'");
            default:
                throw new InvalidOperationException($"{message.GetType().Name} has no meaning here.");
        }
    }

    private async Task<Outcome<EventResult>> ReadAsync(OpenStore store, string customer, CancellationToken cancel)
    {
        var read = await readFromStore.ReadCustomerAsync(store, customer, cancel);
        if (read.IsRefused(out var refusal)) return refusal;
        if (read.Value is not { } buyer) return new EventResult(Ignored: true, "not-in-store: the store does not have this customer");
        return EventResult.Done with { ForgetBody = (await importCustomer.RunAsync(store.Store, buyer.Who, buyer.ReadAt, cancel)).OfRedacted };
    }

    /// <summary>When it was triggered. That header is not signed: one from the future must not keep an order deleted for ever.</summary>
    private static DateTimeOffset DeletedAt(StoreEvent kept) =>
        kept.TriggeredAt is { } at && at <= kept.ReceivedAt + StoreContent.ClocksMayDiffer ? at : kept.ReceivedAt;

    private async Task<Outcome<EventResult>> ImportAsync(OpenStore store, StoreOrder order, CancellationToken cancel)
    {
        var imported = await importOrder.RunAsync(store.Store, order, readAt: null, cancel);
        return imported.ReadAgain ? await readFromStore.TakeAsync(store, order.ExternalId, cancel) : EventResult.Done with { ForgetBody = imported.OfRedacted };
    }

    private static Outcome<StoreMessage> Interpret(StoreKind kind, StoreEvent kept, ReadOnlySpan<byte> body) => kind switch
    {
        StoreKind.Shopify => ShopifyWebhook.Interpret(kept.Topic, body, kept.ReceivedAt),
        _ => WooCommerceWebhook.Interpret(kept.Topic, body, kept.ReceivedAt),
    };
}
