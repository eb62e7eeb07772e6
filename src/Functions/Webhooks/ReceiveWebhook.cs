using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Customers.Domain.Blobs;
using Customers.Domain.Documents;
using Customers.Domain.Outcomes;
using Customers.Domain.Queues;
using Customers.Domain.Stores;
using Customers.Functions.Http;
using Customers.Functions.Shopify;
using Customers.Functions.Stores;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Customers.Functions.Webhooks;

/// <summary>What a delivery says outside of its meaning.</summary>
internal sealed record Delivery(string Topic, string? Signature, string? DeliveryId, DateTimeOffset? TriggeredAt, WebhookIdentity Identity)
{
    /// <summary>Refunds, edits and payments name their order; an order is its own.</summary>
    public string? OrderId => Identity.OrderId ?? (IsOf("order") ? Identity.ResourceId : null);

    public string? BuyerId => Identity.BuyerId ?? (IsOf("customer") ? Identity.ResourceId : null);

    /// <summary>Shopify's topics are <c>orders/create</c> and <c>customers_marketing_consent/update</c>, WooCommerce's <c>order.created</c>.</summary>
    private bool IsOf(string resource) => Topic.StartsWith(resource + "s/", StringComparison.Ordinal) || Topic.StartsWith(resource + "s_", StringComparison.Ordinal) || Topic.StartsWith(resource + ".", StringComparison.Ordinal);
}

/// <summary>Verifies a delivery, keeps it and queues it; one that is known already is acknowledged again.</summary>
internal sealed class ReceiveWebhook(StoreRegistry stores, IDocumentStore documents, IBlobStore blobs, TimeProvider clock)
{
    public const string BadSignature = "bad-signature";
    private const int BodyLimit = 10 * 1024 * 1024;
    private const int LargestInline = 256 * 1024;
    private const int LongestHeader = 200;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="read">Null for a delivery that needs no answer but 200.</param>
    public async Task<Results<Ok, Refused>> RunAsync(string storeId, StoreKind kind, HttpContext context, Func<HttpRequest, byte[], Delivery?> read)
    {
        var cancel = context.RequestAborted;
        if (await stores.FindAsync(storeId, cancel) is not { } store || store.Store.Kind != kind) return Refusal.NotFound.Answer();
        var body = (await RequestBytes.ReadAsync(context.Request, BodyLimit)).ToArray();
        if (read(context.Request, body) is not { } delivery) return TypedResults.Ok();
        if (!WebhookSignature.Matches(body, delivery.Signature, store.SigningSecrets))
            return new Refused(StatusCodes.Status401Unauthorized, BadSignature, "The signature does not fit the body under any secret of this store.");
        // The app has one address for compliance requests, whatever becomes of the store that it names.
        if (store.Store.DisabledAt is not null && !ShopifyWebhook.IsCompliance(delivery.Topic)) return Refusal.NotFound.Answer();
        await KeepAsync(storeId, delivery, body, cancel);
        return TypedResults.Ok();
    }

    private async Task KeepAsync(string storeId, Delivery delivery, byte[] body, CancellationToken cancel)
    {
        var id = IdOf(storeId, delivery, body);
        var inline = body.Length <= LargestInline ? TextOf(body) : null;
        var blob = inline is null ? EventBodies.BlobOf(id) : null;
        if (blob is not null)
        {
            using var content = new MemoryStream(body, writable: false);
            await blobs.WriteAsync(blob, content, cancel);
        }

        var kept = new StoreEvent
        {
            Id = id, StoreId = storeId, Topic = Cut(delivery.Topic) ?? "", ResourceId = delivery.Identity.ResourceId, OrderId = delivery.OrderId, BuyerId = delivery.BuyerId, DeliveryId = Cut(delivery.DeliveryId),
            TriggeredAt = delivery.TriggeredAt, ReceivedAt = clock.GetUtcNow(), BodyBlob = blob,
        };
        // Already there: known, and queued with the first delivery.
        List<Write> writes = [StoreEvent.Type.Create(kept)];
        if (inline is not null) writes.Add(StoreEventBody.Type.Create(new(id, inline)));
        var result = await documents.CommitAsync(new(Containers.Events, id, writes) { Messages = [StoreEventMessage.Of(id)] }, cancel);
        // Nothing would ever remove a body that was written again after it had expired.
        if (blob is not null && !result.Holds && await documents.ReadAsync(StoreEvent.Type, id, id, cancel) is not { Value.BodyExpired: false })
            await blobs.DeleteAsync(blob, cancel);
    }

    /// <summary>
    /// The natural key: store, topic, resource, the store's update time and the body; without an update time also the delivery.
    /// Ids of one time lie together, which keeps the index small in memory.
    /// </summary>
    private static string IdOf(string storeId, Delivery delivery, byte[] body)
    {
        var time = delivery.Identity.UpdatedAt;
        var key = string.Join('\n', storeId, delivery.Topic, delivery.Identity.ResourceId, time?.ToUnixTimeMilliseconds(), time is null ? delivery.DeliveryId : "");
        Span<byte> hash = stackalloc byte[64];
        SHA256.HashData(Encoding.UTF8.GetBytes(key), hash[..32]);
        SHA256.HashData(body, hash[32..]);
        SHA256.HashData(hash, hash[..32]);
        Span<byte> id = stackalloc byte[20];
        BinaryPrimitives.WriteUInt32BigEndian(id, (uint)(time?.ToUnixTimeSeconds() ?? 0));
        hash[..16].CopyTo(id[4..]);
        return "evt_" + Convert.ToHexStringLower(id);
    }

    private static string? TextOf(byte[] body)
    {
        try
        {
            return Strict.GetString(body);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static string? Cut(string? header) => string.IsNullOrEmpty(header) ? null : header.Length <= LongestHeader ? header : header[..LongestHeader];
}
