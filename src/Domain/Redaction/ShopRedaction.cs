using Customers.Domain.Accounts;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Orders;
using Customers.Domain.Stores;

namespace Customers.Domain.Redaction;

/// <summary>How far the redaction of a shop is: first its customers, then the raw bodies of its events.</summary>
public sealed record ShopRedaction
{
    public required string JobId { get; init; }
    /// <summary>It goes on behind this customer; null at the start.</summary>
    public string? LastCustomer { get; init; }
    public bool CustomersDone { get; init; }
    /// <summary>It goes on behind this event, which came at that time.</summary>
    public string? LastEvent { get; init; }
    public DateTimeOffset LastEventAt { get; init; }
    public bool IsOver { get; init; }
    public long Redacted { get; init; }
    /// <summary>Made by the store, but not its alone.</summary>
    public long Kept { get; init; }

    public static string IdOf(string jobId) => "shop-" + jobId;

    public static readonly DocumentType<ShopRedaction> Type = new("shopRedaction", Containers.System, r => IdOf(r.JobId), r => IdOf(r.JobId));

    /// <summary>
    /// Nobody else has to do with the customer whom this store has made: a private person, unknown to other stores, for whom
    /// neither other stores nor people have made an order or a quote, or posted anything.
    /// </summary>
    public static bool IsOfStoreAlone(Customer customer, IEnumerable<Order> orders, IEnumerable<Posting> postings, string storeId) =>
        customer.Profile.Channel == Channel.D2c
        && customer.ImportedFrom?.StoreId == storeId
        && customer.ExternalIds.All(link => link.StoreId == storeId)
        && customer.Counts.Quotes == 0
        && orders.All(order => order.Source?.StoreId == storeId)
        && postings.All(posting => posting.OfStore);
}
