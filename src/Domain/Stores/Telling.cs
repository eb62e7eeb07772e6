using Customers.Domain.Customers;

namespace Customers.Domain.Stores;

/// <summary>What a store tells of a buyer, by itself or with an order.</summary>
/// <param name="Who">Null where it does not say who bought.</param>
/// <param name="At">As of when: the store's update time.</param>
/// <param name="Nameless">What a new customer is called of whom neither name nor email is told.</param>
public sealed record Telling(StoreCustomer? Who, DateTimeOffset At, string Nameless)
{
    /// <summary>When the hub asked for it; null when the store pushed it.</summary>
    public DateTimeOffset? ReadAt { get; init; }
    public Address? Billing { get; init; }
    public Address? Shipping { get; init; }

    /// <summary>Tags change while the order that carries them does not.</summary>
    public DateTimeOffset TagsAt => ReadAt ?? At;

    /// <summary>Billing first; empty where nobody is named who could have them.</summary>
    public IEnumerable<Address> Addresses => Who is { ExternalId: not null } or { Email: not null } ? new[] { Billing, Shipping, Who.Address }.OfType<Address>() : [];

    public static Telling Of(StoreOrder version, DateTimeOffset? readAt) => new(version.Customer, version.UpdatedAt, $"Order {version.Number}")
    {
        ReadAt = readAt,
        Billing = version.BillingAddress,
        Shipping = version.ShippingAddress,
    };
}
