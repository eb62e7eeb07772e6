using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Customers.Domain.Addresses;
using Customers.Domain.Amounts;
using Customers.Domain.Customers;
using Customers.Domain.Outcomes;
using Customers.Domain.Sales;
using Customers.Functions.Http;

namespace Customers.Functions.Api;

/// <summary>What a caller may write of any sales document. A list of lines or adjustments that is given replaces the whole list.</summary>
public abstract record SaleRequest
{
    /// <summary>The customer's, and no other.</summary>
    public Field<string> Currency { get; init; }
    [MinLength(1), MaxLength(SaleRules.MostLines)] public Items<LineRequest> Lines { get; init; }
    /// <summary>Absent in a creation: the customer's discount and card fee.</summary>
    [MaxLength(SaleRules.MostAdjustments)] public Items<AdjustmentRequest> Adjustments { get; init; }
    /// <summary>A copy; default: the customer's.</summary>
    public Field<SaleAddressRequest> BillingAddress { get; init; }
    /// <summary>A copy; default: the customer's.</summary>
    public Field<SaleAddressRequest> ShippingAddress { get; init; }
    /// <summary>One of the customer's.</summary>
    public Field<string> ContactId { get; init; }
    /// <summary>Default: the customer's.</summary>
    public Field<string> PaymentTerms { get; init; }
    [MaxLength(SaleRules.LongestReference)] public Field<string> PoNumber { get; init; }
    [MaxLength(SaleRules.LongestNotes)] public Field<string> Notes { get; init; }
    /// <summary>As the settings define them; default: those of the customer that documents inherit.</summary>
    public Entries<JsonElement> CustomFields { get; init; }
    [JsonExtensionData] public Dictionary<string, JsonElement>? Unknown { get; init; }

    /// <summary>For a new document: null says as little as a property that is absent.</summary>
    internal SaleWish AsNew(Currency own, Faults faults)
    {
        var wish = Read(own, terms => Terms(within: new(), absent: terms, cleared: terms), faults);
        return Adjustments.IsNull ? wish with { Adjustments = null } : wish;
    }

    /// <summary>For a part of another document, from which the terms come.</summary>
    internal SaleWish AsPart(Currency own, Faults faults) => ReadTerms(own, terms => Terms(within: new(), absent: terms, cleared: terms), faults);

    /// <summary>For a document that is there (JSON Merge Patch).</summary>
    internal SaleWish AsChange(Currency own, Faults faults) => Read(own, terms => Terms(within: terms, absent: terms, cleared: new()), faults);

    private SaleWish Read(Currency own, Func<SalesTerms, SalesTerms> terms, Faults faults)
    {
        var wish = ReadTerms(own, terms, faults);
        wish = wish with
        {
            Lines = Lines.IsPresent ? LineRequest.Read(Lines, wish.Currency, faults) : null,
            Adjustments = Adjustments.IsPresent ? AdjustmentRequest.Read(Adjustments, wish.Currency, faults) : null,
        };
        faults.AddMissing(SaleRules.Check(wish));
        return wish;
    }

    private SaleWish ReadTerms(Currency own, Func<SalesTerms, SalesTerms> terms, Faults faults)
    {
        faults.Require(!PaymentTerms.HasValue || Domain.Customers.PaymentTerms.TryParse(PaymentTerms.Value, out _), "paymentTerms", "must be dueOnReceipt, prepaid or net<N> with N from 0 to 365")
            .AddMissing(SaleRules.Check(terms(new())));
        return new() { Currency = SaleFields.CurrencyOr(Currency, own, faults), Terms = terms };
    }

    private SalesTerms Terms(SalesTerms within, SalesTerms absent, SalesTerms cleared) => new()
    {
        PoNumber = Text(PoNumber, absent.PoNumber, cleared.PoNumber),
        BillingAddress = BillingAddress.IsNull ? cleared.BillingAddress : BillingAddress.HasValue ? BillingAddress.Value!.ApplyTo(within.BillingAddress) : absent.BillingAddress,
        ShippingAddress = ShippingAddress.IsNull ? cleared.ShippingAddress : ShippingAddress.HasValue ? ShippingAddress.Value!.ApplyTo(within.ShippingAddress) : absent.ShippingAddress,
        ContactId = Text(ContactId, absent.ContactId, cleared.ContactId),
        PaymentTerms = PaymentTerms.IsNull ? cleared.PaymentTerms : Domain.Customers.PaymentTerms.TryParse(PaymentTerms.Or(null), out var terms) ? terms : absent.PaymentTerms,
        Notes = Text(Notes, absent.Notes, cleared.Notes),
        CustomFields = CustomFields.IsNull ? cleared.CustomFields : CustomFields.Or(absent.CustomFields),
    };

    private static string? Text(Field<string> field, string? absent, string? cleared) => field.IsNull ? cleared : field.TextOr(absent);
}
