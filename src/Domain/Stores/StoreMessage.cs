namespace Customers.Domain.Stores;

/// <summary>What a webhook says, in the hub's own terms.</summary>
public abstract record StoreMessage
{
    private StoreMessage() { }

    /// <summary>An order as it was at its update time.</summary>
    public sealed record OrderChanged(StoreOrder Order) : StoreMessage;

    /// <summary>An order taken back out of the trash: it counts as of its arrival.</summary>
    public sealed record OrderRestored(StoreOrder Order) : StoreMessage;

    /// <summary>Gone, or in the trash, as of the time the store says, else of its arrival.</summary>
    public sealed record OrderDeleted(string ExternalId) : StoreMessage;

    /// <summary>Something happened to this order (a refund): read it from the store.</summary>
    public sealed record OrderTouched(string ExternalId) : StoreMessage;

    public sealed record CustomerChanged(StoreCustomer Customer, DateTimeOffset? UpdatedAt) : StoreMessage;

    /// <summary>Something happened to this customer that the body does not tell in full (tags, a consent): read it from the store.</summary>
    public sealed record CustomerTouched(string ExternalId) : StoreMessage;

    public sealed record CustomerDeleted(string ExternalId) : StoreMessage;

    /// <summary>The law asks something of whoever has data of this shop.</summary>
    /// <param name="ShopDomain">The shop that is meant: one app, with one address for these, may be installed in several.</param>
    /// <param name="Customer">The person; nobody where the whole shop is meant.</param>
    public sealed record Compliance(ComplianceRequest Request, string? ShopDomain, StoreCustomer Customer) : StoreMessage;

    /// <summary>A topic the hub has no use for.</summary>
    public sealed record Ignored(string Topic) : StoreMessage;
}

/// <summary>Tell what is held on a person; redact the person; redact all that came from the shop.</summary>
public enum ComplianceRequest { TellData, RedactCustomer, RedactShop }
