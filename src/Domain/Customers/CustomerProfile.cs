using System.Text.Json;
using Customers.Domain.Amounts;
using Customers.Domain.Identity;

namespace Customers.Domain.Customers;

/// <summary>What people keep about a customer: everything that a caller may set.</summary>
public sealed record CustomerProfile
{
    public required string Name { get; init; }
    public CustomerKind Kind { get; init; } = CustomerKind.Business;
    public Channel Channel { get; init; } = Channel.B2b;
    public CustomerStatus Status { get; init; } = CustomerStatus.Active;
    public bool IsProspect { get; init; }
    public string? Email { get; init; }
    public string? Phone { get; init; }
    public string? Mobile { get; init; }
    public string? Fax { get; init; }
    public string? Website { get; init; }
    public required Currency Currency { get; init; }
    public string? VatNumber { get; init; }
    public string? TaxGroup { get; init; }
    public string? PriceList { get; init; }
    public string? PaymentProcessor { get; init; }
    public PaymentTerms PaymentTerms { get; init; } = PaymentTerms.DueOnReceipt;
    public InvoicingMethod InvoicingMethod { get; init; } = InvoicingMethod.OnShipment;
    public decimal DiscountPercent { get; init; }
    public decimal CardFeePercent { get; init; }
    /// <summary>Null = no limit; zero = a real limit of zero.</summary>
    public Money? CreditLimit { get; init; }
    public string? ShippingMethod { get; init; }
    public string? Carrier { get; init; }
    public string? Warehouse { get; init; }
    public string? DeliveryRoute { get; init; }
    public ProductDisplay ProductDisplay { get; init; } = ProductDisplay.StandardAndExclusive;
    /// <summary>Null = as the organisation's settings say.</summary>
    public bool? AllowPartialPayments { get; init; }
    public bool IsDistributor { get; init; }
    public IReadOnlyList<string> SalesReps { get; init; } = [];
    public IReadOnlyList<string> Tags { get; init; } = [];
    /// <summary>This customer is a branch of that one; see <see cref="Branches"/>.</summary>
    public CustomerId? ParentId { get; init; }
    /// <summary>Type → value, sorted. A branch has its parent's.</summary>
    public IReadOnlyDictionary<string, string> Classifications { get; init; } = new Dictionary<string, string>();
    /// <summary>By key, sorted: texts (also choices, and dates as YYYY-MM-DD), numbers, true or false.</summary>
    public IReadOnlyDictionary<string, JsonElement> CustomFields { get; init; } = new Dictionary<string, JsonElement>();
    public EmailRouting EmailFor { get; init; } = new();
    public PortalAccess Portal { get; init; } = new();
    public BankDetails? BankDetails { get; init; }
}

/// <summary>Which address a kind of mail goes to.</summary>
public sealed record EmailRouting(EmailTarget? Orders = null, EmailTarget? Invoices = null);

public enum EmailTarget { PrimaryContact, BillingAddress, CustomerEmail }

public sealed record PortalAccess(bool LoginEnabled = false, bool CartEnabled = false);
