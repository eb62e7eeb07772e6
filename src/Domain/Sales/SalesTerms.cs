using System.Text.Json;
using Customers.Domain.Customers;

namespace Customers.Domain.Sales;

/// <summary>What a sales document says besides what is sold: where to, on which terms, about whom to ask.</summary>
public sealed record SalesTerms
{
    /// <summary>The customer's own number for the purchase.</summary>
    public string? PoNumber { get; init; }
    /// <summary>A copy: what the customer's address becomes later does not matter.</summary>
    public Address? BillingAddress { get; init; }
    /// <summary>A copy as well.</summary>
    public Address? ShippingAddress { get; init; }
    /// <summary>The customer's contact, read as it is now.</summary>
    public string? ContactId { get; init; }
    public PaymentTerms PaymentTerms { get; init; } = PaymentTerms.DueOnReceipt;
    public string? Notes { get; init; }
    /// <summary>By key, sorted; at first those of the customer that documents inherit.</summary>
    public IReadOnlyDictionary<string, JsonElement> CustomFields { get; init; } = new Dictionary<string, JsonElement>();
}
