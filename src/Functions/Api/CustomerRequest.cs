using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Customers.Domain.Amounts;
using Customers.Domain.Customers;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;
using Customers.Functions.Http;

namespace Customers.Functions.Api;

/// <summary>What a caller may write of a customer: POST (only <c>name</c> is required) and PATCH (absent = keep, null = clear).</summary>
[Example("""
    {
      "kind": "business", "channel": "b2b", "status": "active", "name": "ABC Clothing Store",
      "email": "office@abc-clothing.example", "phone": "+49 30 901820", "website": "https://abc-clothing.example", "vatNumber": "DE136695976",
      "paymentTerms": "net30", "invoicingMethod": "onShipment", "discountPercent": "5", "cardFeePercent": 1.5, "creditLimit": "10000.00",
      "shippingMethod": "Pallet", "carrier": "DHL Freight", "warehouse": "Berlin", "productDisplay": "standardAndExclusive",
      "salesReps": ["Maria Lopez"], "tags": ["vip"], "emailFor": { "orders": "primaryContact", "invoices": "billingAddress" },
      "portal": { "loginEnabled": true, "cartEnabled": false },
      "bankDetails": { "accountHolder": "ABC Clothing GmbH", "iban": "DE89 3704 0044 0532 0130 00", "bic": "COBADEFFXXX", "bankName": "Commerzbank" }
    }
    """, Change = """{ "status": "inactive", "phone": null, "tags": ["vip", "spring fair"], "discountPercent": "7.5" }""")]
public sealed record CustomerRequest
{
    [MaxLength(CreateReference.LongestReference)] public Field<string> Ref { get; init; }
    public Field<CustomerKind> Kind { get; init; }
    public Field<Channel> Channel { get; init; }
    public Field<CustomerStatus> Status { get; init; }
    public Field<bool> IsProspect { get; init; }
    [Required, MinLength(1), MaxLength(ProfileRules.LongestName)] public Field<string> Name { get; init; }
    [EmailAddress, MaxLength(ProfileRules.LongestEmail)] public Field<string> Email { get; init; }
    [MaxLength(ProfileRules.LongestText)] public Field<string> Phone { get; init; }
    [MaxLength(ProfileRules.LongestText)] public Field<string> Mobile { get; init; }
    [MaxLength(ProfileRules.LongestText)] public Field<string> Fax { get; init; }
    [Url, MaxLength(ProfileRules.LongestText)] public Field<string> Website { get; init; }
    [RegularExpression(Domain.Amounts.Currency.Pattern)] public Field<string> Currency { get; init; }
    [MaxLength(ProfileRules.LongestText)] public Field<string> VatNumber { get; init; }
    [MaxLength(ProfileRules.LongestText)] public Field<string> TaxGroup { get; init; }
    [MaxLength(ProfileRules.LongestText)] public Field<string> PriceList { get; init; }
    [MaxLength(ProfileRules.LongestText)] public Field<string> PaymentProcessor { get; init; }
    [RegularExpression(Domain.Customers.PaymentTerms.Pattern)] public Field<string> PaymentTerms { get; init; }
    public Field<InvoicingMethod> InvoicingMethod { get; init; }
    [Range(0, 100)] public Field<decimal> DiscountPercent { get; init; }
    [Range(0, 100)] public Field<decimal> CardFeePercent { get; init; }
    [Range(0, (double)Money.MaxUnits)] public Field<decimal> CreditLimit { get; init; }
    [MaxLength(ProfileRules.LongestText)] public Field<string> ShippingMethod { get; init; }
    [MaxLength(ProfileRules.LongestText)] public Field<string> Carrier { get; init; }
    [MaxLength(ProfileRules.LongestText)] public Field<string> Warehouse { get; init; }
    [MaxLength(ProfileRules.LongestText)] public Field<string> DeliveryRoute { get; init; }
    public Field<ProductDisplay> ProductDisplay { get; init; }
    public Field<bool> AllowPartialPayments { get; init; }
    public Field<bool> IsDistributor { get; init; }
    [MaxLength(ProfileRules.MostTags), StringLength(ProfileRules.LongestTag)] public Items<string> SalesReps { get; init; }
    [MaxLength(ProfileRules.MostTags), StringLength(ProfileRules.LongestTag)] public Items<string> Tags { get; init; }
    /// <summary>Makes this customer a branch of that one.</summary>
    public Field<string> ParentId { get; init; }
    /// <summary>Type to value, as the settings define them; at most three. A branch has its parent's.</summary>
    [MaxLength(DefinedValues.MostClassifications)] public Entries<string> Classifications { get; init; }
    /// <summary>As the settings define them.</summary>
    public Entries<JsonElement> CustomFields { get; init; }
    public Field<EmailForRequest> EmailFor { get; init; }
    public Field<PortalRequest> Portal { get; init; }
    public Field<BankDetailsRequest> BankDetails { get; init; }
    [JsonExtensionData] public Dictionary<string, JsonElement>? Unknown { get; init; }

    // Any profile will do to find what is wrong with a change in itself; three decimals are the most that a currency has.
    private static readonly CustomerProfile Anyone = new() { Name = "anyone", Currency = Domain.Amounts.Currency.Parse("KWD") };

    /// <summary>The profile with what the request sets, and everything that is wrong with it.</summary>
    public CustomerProfile Checked(CustomerProfile start, Faults faults)
    {
        var profile = ApplyTo(start, faults);
        faults.AddMissing(ProfileRules.Check(profile));
        return profile;
    }

    /// <summary>The request as a change of a customer that is not read yet.</summary>
    public CustomerRequest AsChange(Faults faults)
    {
        faults.Require(!Ref.IsPresent, "ref", "never changes");
        Checked(Anyone, faults);
        return this;
    }

    /// <summary>The profile with what the request sets.</summary>
    public CustomerProfile ApplyTo(CustomerProfile profile, Faults faults)
    {
        var blank = new CustomerProfile { Name = "", Currency = profile.Currency };
        var currency = CurrencyOr(profile.Currency, faults);
        return Terms(Texts(profile), faults) with
        {
            Kind = Kind.Or(profile.Kind, blank.Kind),
            Channel = Channel.Or(profile.Channel, blank.Channel),
            Status = Status.Or(profile.Status, blank.Status),
            IsProspect = IsProspect.Or(profile.IsProspect, false),
            Currency = currency,
            InvoicingMethod = InvoicingMethod.Or(profile.InvoicingMethod, blank.InvoicingMethod),
            DiscountPercent = DiscountPercent.Or(profile.DiscountPercent, 0),
            CardFeePercent = CardFeePercent.Or(profile.CardFeePercent, 0),
            CreditLimit = CreditLimit.IsPresent ? CreditLimit.In(currency, faults, "creditLimit") : profile.CreditLimit,
            ProductDisplay = ProductDisplay.Or(profile.ProductDisplay, blank.ProductDisplay),
            AllowPartialPayments = AllowPartialPayments.Or(profile.AllowPartialPayments),
            IsDistributor = IsDistributor.Or(profile.IsDistributor, false),
            SalesReps = Distinct(SalesReps.Or(profile.SalesReps)),
            Tags = Distinct(Tags.Or(profile.Tags)),
            ParentId = ParentOr(profile.ParentId, faults),
            Classifications = Classifications.Or(profile.Classifications),
            CustomFields = CustomFields.Or(profile.CustomFields),
            EmailFor = EmailFor.IsNull ? blank.EmailFor : EmailFor.Value?.ApplyTo(profile.EmailFor) ?? profile.EmailFor,
            Portal = Portal.IsNull ? blank.Portal : Portal.Value?.ApplyTo(profile.Portal) ?? profile.Portal,
            BankDetails = BankDetails.IsNull ? null : BankDetails.Value?.ApplyTo(profile.BankDetails) ?? profile.BankDetails,
        };
    }

    private CustomerProfile Texts(CustomerProfile profile) => profile with
    {
        Name = Name.Or(profile.Name, "").Trim(),
        Email = Text(Email, profile.Email),
        Phone = Text(Phone, profile.Phone),
        Mobile = Text(Mobile, profile.Mobile),
        Fax = Text(Fax, profile.Fax),
        Website = Text(Website, profile.Website),
        VatNumber = Text(VatNumber, profile.VatNumber),
        TaxGroup = Text(TaxGroup, profile.TaxGroup),
        PriceList = Text(PriceList, profile.PriceList),
        PaymentProcessor = Text(PaymentProcessor, profile.PaymentProcessor),
        ShippingMethod = Text(ShippingMethod, profile.ShippingMethod),
        Carrier = Text(Carrier, profile.Carrier),
        Warehouse = Text(Warehouse, profile.Warehouse),
        DeliveryRoute = Text(DeliveryRoute, profile.DeliveryRoute),
    };

    private CustomerProfile Terms(CustomerProfile profile, Faults faults)
    {
        if (PaymentTerms.IsNull) return profile with { PaymentTerms = Domain.Customers.PaymentTerms.DueOnReceipt };
        if (!PaymentTerms.HasValue) return profile;
        var known = Domain.Customers.PaymentTerms.TryParse(PaymentTerms.Value, out var terms);
        faults.Require(known, "paymentTerms", "must be dueOnReceipt, prepaid or net<N> with N from 0 to 365");
        return profile with { PaymentTerms = terms };
    }

    private Currency CurrencyOr(Currency current, Faults faults)
    {
        if (!Currency.HasValue) return current;
        if (Domain.Amounts.Currency.TryParse(Currency.Value, out var currency)) return currency;
        faults.Add("currency", "must be an ISO 4217 code like EUR");
        return current;
    }

    private CustomerId? ParentOr(CustomerId? current, Faults faults)
    {
        if (!ParentId.HasValue) return ParentId.IsNull ? null : current;
        if (CustomerId.TryParse(ParentId.Value, out var parent)) return parent;
        faults.Add("parentId", "is no customer");
        return current;
    }

    /// <summary>An empty text is none.</summary>
    private static string? Text(Field<string> field, string? current) => field.Or(current)?.Trim() is { Length: > 0 } text ? text : null;

    private static IReadOnlyList<string> Distinct(IReadOnlyList<string> words) => [.. words.Select(word => word.Trim()).Distinct(StringComparer.Ordinal)];
}
