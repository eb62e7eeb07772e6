using Customers.Domain.Accounts;
using Customers.Domain.Amounts;
using Customers.Domain.Customers;
using Customers.Domain.Identity;

namespace Customers.Domain.Stores;

/// <summary>Turns what a store tells about a buyer into a customer, new or known. Pure.</summary>
public static class CustomerFromStore
{
    public static Customer New(CustomerId id, string reference, Store store, StoreCustomer? who, string fallbackName, Currency baseCurrency, PortalAccess portal, DateTimeOffset now) => new()
    {
        Id = id,
        Ref = reference,
        Profile = Describe(new CustomerProfile
        {
            Name = Cut(who?.Email, ProfileRules.LongestName) ?? fallbackName,
            Kind = CustomerKind.Individual,
            Channel = Channel.D2c,
            Currency = baseCurrency,
            PaymentTerms = store.Defaults.PaymentTerms ?? PaymentTerms.DueOnReceipt,
            Tags = store.Defaults.Tags,
            SalesReps = store.Defaults.SalesReps,
            Portal = portal,
        }, who),
        Account = new Account { Currency = baseCurrency },
        ImportedFrom = new(store.Id, store.Kind, who?.ExternalId, now),
        CreatedAt = now,
        UpdatedAt = now,
    };

    /// <summary>
    /// The customer with what the store tells of the buyer; what is older than something taken over already, or set by a
    /// person, changes nothing.
    /// </summary>
    /// <param name="newEmailClaim">Of the buyer's email, where that leads here from now on.</param>
    public static Customer Take(Customer customer, Store store, Telling told, string? newEmailClaim, DateTimeOffset now)
    {
        if (told.Who is not { } who || customer.RedactedAt is not null) return customer;
        var taken = told.At >= (customer.ToldAt ?? DateTimeOffset.MinValue)
            ? customer.Fill(Describe(customer.Profile, who), now) with { ToldAt = told.At }
            : customer;
        if (newEmailClaim is not null) taken = taken with { EmailClaims = [.. taken.EmailClaims, newEmailClaim] };
        return Besides(Link(taken, store, who, now), store, told, now);
    }

    /// <summary>
    /// What changes at a buyer while the order does not, and so may be told with a version that is old or known: consents, of
    /// which each has its own time, and tags.
    /// </summary>
    public static Customer Besides(Customer customer, Store store, Telling told, DateTimeOffset now)
    {
        if (told.Who is not { } who || customer.RedactedAt is not null) return customer;
        var marketing = Marketing.Later(customer.Marketing, who.Marketing);
        var next = marketing == customer.Marketing ? customer : customer.Touched(now) with { Marketing = marketing };
        return who.Tags is { } tags && LinkOf(next, store, who) is { } link ? StoreTags.Take(next, store, link, tags, told.TagsAt, now) : next;
    }

    private static CustomerProfile Describe(CustomerProfile profile, StoreCustomer? who) => who is null ? profile : profile with
    {
        Name = Cut(who.Company, ProfileRules.LongestName) ?? Cut(who.FullName, ProfileRules.LongestName) ?? profile.Name,
        Kind = who.Company is null ? profile.Kind : CustomerKind.Business,
        Email = who.Email is { } email && ProfileRules.IsEmail(email) ? email : profile.Email,
        Phone = Cut(who.Phone, ProfileRules.LongestText) ?? profile.Phone,
    };

    private static Customer Link(Customer customer, Store store, StoreCustomer who, DateTimeOffset now)
    {
        if (who.ExternalId is not { } externalId) return customer;
        if (LinkOf(customer, store, who) is not null) return customer;
        return customer.Touched(now) with { ExternalIds = [.. customer.ExternalIds, new(store.Id, store.Kind, externalId)] };
    }

    private static StoreLink? LinkOf(Customer customer, Store store, StoreCustomer who) =>
        customer.ExternalIds.FirstOrDefault(link => link.StoreId == store.Id && link.ExternalId == who.ExternalId);

    private static string? Cut(string? text, int longest)
    {
        var clean = text is null ? "" : string.Concat(text.Where(c => !char.IsControl(c))).Trim();
        return clean.Length == 0 ? null : clean.Length <= longest ? clean : clean[..(char.IsHighSurrogate(clean[longest - 1]) ? longest - 1 : longest)];
    }
}
