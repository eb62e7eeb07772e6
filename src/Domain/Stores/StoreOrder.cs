using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Customers.Domain.Amounts;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Orders;
using Customers.Domain.Sales;

namespace Customers.Domain.Stores;

/// <summary>One version of a store's order in the hub's own terms, whichever kind of store it came from. All money is in <see cref="Currency"/>.</summary>
public sealed record StoreOrder
{
    /// <summary>The store's own id, as text; unique within the store.</summary>
    public required string ExternalId { get; init; }
    /// <summary>What the merchant calls it, <c>#1001</c>.</summary>
    public required string Number { get; init; }
    public required DateTimeOffset PlacedAt { get; init; }
    /// <summary>The store's update time: later is newer.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
    public required OrderStatus Status { get; init; }
    /// <summary>The store's own words.</summary>
    public required string SourceStatus { get; init; }
    public string? FinancialStatus { get; init; }
    public required Currency Currency { get; init; }
    public required IReadOnlyList<StoreOrderLine> Lines { get; init; }
    public required SalesTotals Totals { get; init; }
    /// <summary>B: what the customer owes for this order in all, after refunds and cancellation; never negative.</summary>
    public required Money Billed { get; init; }
    /// <summary>P: what was received for it less what was given back; never negative.</summary>
    public required Money Paid { get; init; }
    /// <summary>What the store gave back so far; never negative.</summary>
    public required Money Refunded { get; init; }
    /// <summary>When the money came, where the store says so.</summary>
    public DateTimeOffset? PaidAt { get; init; }
    /// <summary>Null where the store does not tell who bought.</summary>
    public StoreCustomer? Customer { get; init; }
    public Address? BillingAddress { get; init; }
    public Address? ShippingAddress { get; init; }
    public string? PoNumber { get; init; }
    public string? Note { get; init; }

    public Sale ToSale() => new()
    {
        Currency = Currency,
        Lines = [.. Lines.Select(line => new SalesLine { Sku = line.Sku, Description = line.Description, Quantity = line.Quantity, UnitPrice = line.UnitPrice, Net = line.Net, Tax = Money.Zero(Currency) })],
        Totals = Totals,
    };

    /// <summary>Lower-case hex SHA-256 of the canonical content: equal for equal orders, however the store wrote them.</summary>
    public string ContentHash() => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this, StoredJson.Options)));
}

/// <param name="UnitPrice">In whole units of the order's currency, at most four decimals more than the currency has.</param>
/// <param name="Net">What the line adds to the subtotal: before tax and before discounts on the order.</param>
public sealed record StoreOrderLine(string? Sku, string Description, decimal Quantity, decimal UnitPrice, Money Net);

/// <summary>Who bought, as the store tells it.</summary>
public sealed record StoreCustomer
{
    /// <summary>Null for a guest.</summary>
    public string? ExternalId { get; init; }
    /// <summary>As given, trimmed; null when empty.</summary>
    public string? Email { get; init; }
    public string? FirstName { get; init; }
    public string? LastName { get; init; }
    public string? Company { get; init; }
    public string? Phone { get; init; }
    public Address? Address { get; init; }
    /// <summary>All that the store has for this customer; null where it tells none. They change without the order: they are no part of its content.</summary>
    [JsonIgnore] public IReadOnlyList<string>? Tags { get; init; }
    /// <summary>Null where the store says nothing. Consents change without the order as well.</summary>
    [JsonIgnore] public Marketing? Marketing { get; init; }

    public string? FullName => string.Join(' ', new[] { FirstName, LastName }.Where(part => !string.IsNullOrWhiteSpace(part))) is { Length: > 0 } name ? name : null;
}
