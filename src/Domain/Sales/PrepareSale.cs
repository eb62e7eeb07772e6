using Customers.Domain.Accounts;
using Customers.Domain.Addresses;
using Customers.Domain.Amounts;
using Customers.Domain.Catalogue;
using Customers.Domain.Contacts;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;

namespace Customers.Domain.Sales;

/// <summary>
/// Completes what is wanted of a sales document by what customer, settings and catalogue say, and prices it. Refusals:
/// <c>validation-failed</c>, <c>currency-mismatch</c>, <c>product-not-available</c>.
/// </summary>
public static class PrepareSale
{
    private static readonly Refusal OtherCurrency = Refusal.Unprocessable("currency-mismatch", "Documents are in the customer's currency.");

    /// <summary>Of a new document, which inherits from the customer.</summary>
    /// <param name="faults">What the caller has found already.</param>
    public static async Task<Outcome<PreparedSale>> NewSaleAsync(this AccountCase at, SaleWish wish, KnownProducts products, Faults faults, CancellationToken cancel)
    {
        var profile = at.Customer.Profile;
        if (wish.Currency != profile.Currency) return OtherCurrency;
        var terms = await at.CheckAsync(null, wish.Terms(await at.InheritedAsync(cancel)), faults, cancel);
        return at.Price(wish.Lines ?? [], wish.Adjustments ?? OfCustomer(profile), profile.Currency, terms, products, faults);
    }

    /// <summary>Of a document that is there.</summary>
    public static async Task<Outcome<PreparedSale>> ChangedSaleAsync(this AccountCase at, Sale sale, SalesTerms terms, SaleWish wish, KnownProducts products, Faults faults, CancellationToken cancel)
    {
        if (wish.Currency != sale.Currency) return OtherCurrency;
        var next = await at.CheckAsync(terms, wish.Terms(terms), faults, cancel);
        if (wish is { Lines: null, Adjustments: null }) return faults.Any ? Refusal.Invalid(faults) : new PreparedSale(sale, next);
        IReadOnlyList<AdjustmentWish> adjustments = wish.Adjustments ?? [.. sale.Adjustments.Select(a => new AdjustmentWish(a.Kind, a.Percent, a.Percent is null ? a.Amount : null))];
        return wish.Lines is null
            ? Priced(sale.Currency, [.. sale.Lines.Select(line => Wish(line, sale.Currency))], adjustments, next, faults)
            : at.Price(wish.Lines, adjustments, sale.Currency, next, products, faults);
    }

    /// <summary>Counts the contact up that a document names from now on, and the one down that it named.</summary>
    public static async Task<IReadOnlyList<Write>> ContactUseAsync(this AccountCase at, string? before, string? after, CancellationToken cancel)
    {
        if (before == after) return [];
        var contacts = await at.FindManyAsync(Contact.Type, [.. new[] { before, after }.OfType<string>()], cancel);
        return [.. contacts.Select(found => Contact.Type.Replace(found, found.Value with { UsedBy = found.Value.UsedBy + (found.Value.Id == after ? 1 : -1) }))];
    }

    private static async Task<SalesTerms> InheritedAsync(this AccountCase at, CancellationToken cancel)
    {
        var (customer, profile) = (at.Customer, at.Customer.Profile);
        var addresses = await at.FindManyAsync(CustomerAddress.Type, [.. new[] { customer.DefaultBillingId, customer.DefaultShippingId }.OfType<string>().Distinct()], cancel);
        return new()
        {
            BillingAddress = Copy(customer.DefaultBillingId),
            ShippingAddress = Copy(customer.DefaultShippingId),
            PaymentTerms = profile.PaymentTerms,
            CustomFields = DefinedValues.Inherited(profile, at.Settings),
        };

        Address? Copy(string? id) => addresses.FirstOrDefault(address => address.Value.Id == id)?.Value.Address;
    }

    private static async Task<SalesTerms> CheckAsync(this AccountCase at, SalesTerms? held, SalesTerms terms, Faults faults, CancellationToken cancel)
    {
        if (terms.ContactId is { } contact && contact != held?.ContactId)
            faults.Require(CustomerId.TryFromDocumentId(contact, IdPrefixes.Contact, out _) && await at.FindAsync(Contact.Type, contact, cancel) is not null, "contactId", "is no contact of this customer");
        var inherited = held?.CustomFields ?? DefinedValues.Inherited(at.Customer.Profile, at.Settings);
        return terms with { CustomFields = DefinedValues.CheckFields(inherited, terms.CustomFields, at.Settings, faults) };
    }

    private static Outcome<PreparedSale> Price(
        this AccountCase at, IReadOnlyList<LineWish> wanted, IReadOnlyList<AdjustmentWish> adjustments, Currency currency, SalesTerms terms, KnownProducts products, Faults faults)
    {
        var (lines, refusal) = products.Complete(at.Customer, wanted, currency, faults);
        faults.AddMissing(SaleRules.Check(lines));
        return !faults.Any && refusal is not null ? refusal : Priced(currency, lines, adjustments, terms, faults);
    }

    private static Outcome<PreparedSale> Priced(Currency currency, IReadOnlyList<LineWish> lines, IReadOnlyList<AdjustmentWish> adjustments, SalesTerms terms, Faults faults)
    {
        if (faults.Any) return Refusal.Invalid(faults);
        var sale = Pricing.Price(currency, lines, adjustments);
        return SaleRules.Check(sale) is { Any: true } wrong ? Refusal.Invalid(wrong) : new PreparedSale(sale, terms);
    }

    private static IReadOnlyList<AdjustmentWish> OfCustomer(CustomerProfile profile) =>
        [.. new AdjustmentWish[] { new(AdjustmentKind.CustomerDiscount, profile.DiscountPercent, null), new(AdjustmentKind.CardFee, profile.CardFeePercent, null) }.Where(wish => wish.Percent > 0)];

    private static LineWish Wish(SalesLine line, Currency currency)
    {
        UnitPrice.TryFromUnits(line.UnitPrice, currency, out var price);
        return new(line.ProductId, line.Sku, line.Description, line.Quantity, price, line.DiscountPercent, line.TaxPercent);
    }
}

public sealed record PreparedSale(Sale Sale, SalesTerms Terms);
