using System.Text.Json.Serialization;
using Customers.Domain.Accounts;
using Customers.Domain.Claims;
using Customers.Domain.Credit;
using Customers.Domain.Identity;
using Customers.Domain.Merging;
using Customers.Domain.Stores;

namespace Customers.Domain.Customers;

/// <summary>A customer with its account: one document, so that what lists, look-ups and credit checks read is always of one moment (docs/adr/0002).</summary>
public sealed record Customer
{
    public required CustomerId Id { get; init; }
    public required string Ref { get; init; }
    public required CustomerProfile Profile { get; init; }
    public required Account Account { get; init; }
    /// <summary>Counts changes of the record; the first part of the ETag.</summary>
    public int RecordVersion { get; init; } = 1;
    public string? OwnerId { get; init; }
    public IReadOnlyList<StoreLink> ExternalIds { get; init; } = [];
    public ImportOrigin? ImportedFrom { get; init; }
    /// <summary>Profile fields that a person has set (their names in code): a store never overwrites them.</summary>
    public IReadOnlyList<string> SetByPeople { get; init; } = [];
    /// <summary>As of when a store last told something new about this buyer.</summary>
    public DateTimeOffset? ToldAt { get; init; }
    /// <summary>Hashes of the D2C emails that lead orders to this customer.</summary>
    public IReadOnlyList<string> EmailClaims { get; init; } = [];
    public IReadOnlyList<Alert> Alerts { get; init; } = [];
    public IReadOnlyList<string> FavoriteProductIds { get; init; } = [];
    /// <summary>Its classifications changed, and branches may not have them yet.</summary>
    public bool BranchesBehind { get; init; }
    public SectionCounts Counts { get; init; } = new();
    /// <summary>Its newest documents of all kinds, the newest first: a profile reads them by their ids.</summary>
    public IReadOnlyList<string> RecentIds { get; init; } = [];
    /// <summary>The newest invoices of its orders.</summary>
    public IReadOnlyList<string> RecentInvoiceIds { get; init; } = [];
    /// <summary>Null as long as there is no contact.</summary>
    public string? PrimaryContactId { get; init; }
    public string? DefaultBillingId { get; init; }
    public string? DefaultShippingId { get; init; }
    /// <summary>Names and emails of the contacts by their ids: a search for them finds the customer.</summary>
    public IReadOnlyDictionary<string, string> ContactTexts { get; init; } = new Dictionary<string, string>();
    /// <summary>May it be written to? As stores tell; people do not change it here.</summary>
    public Marketing? Marketing { get; init; }
    /// <summary>Keys of the addresses that stores have told of (see <see cref="StoreAddresses"/>), the oldest first.</summary>
    public IReadOnlyList<string> ToldAddresses { get; init; } = [];
    /// <summary>Its personal data was overwritten: stores bring only amounts from then on, and no email leads here.</summary>
    public DateTimeOffset? RedactedAt { get; init; }
    /// <summary>While it goes into another customer, or another one into it.</summary>
    public Merge? Merge { get; init; }
    /// <summary>Customers that have gone into this one, latest first, and what they were called.</summary>
    public IReadOnlyList<CustomerId> FormerIds { get; init; } = [];
    public IReadOnlyList<string> FormerRefs { get; init; } = [];
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>It goes into another customer: nothing of its own may change any more.</summary>
    [JsonIgnore] public bool IsClosed => Merge?.From == Id;

    /// <summary>True once any sales document or ledger entry exists: then it cannot be deleted.</summary>
    public bool HasDocuments { get; init; }

    /// <summary>A person's change of the profile; null when nothing changes.</summary>
    public Customer? Change(CustomerProfile profile, DateTimeOffset now)
    {
        var changed = ProfileChanges.Between(Profile, profile).Select(c => c.Property).ToList();
        return changed.Count == 0 ? null : Touched(now) with { Profile = profile, SetByPeople = [.. SetByPeople.Union(changed).Order()] };
    }

    /// <summary>What a store tells fills only what no person has set.</summary>
    public Customer Fill(CustomerProfile profile, DateTimeOffset now)
    {
        var kept = ProfileChanges.Keep(Profile, profile, SetByPeople);
        return kept == Profile ? this : Touched(now) with { Profile = kept };
    }

    /// <summary>Is what identifies this buyer known to lead here? What says so goes in the same commits as the customer.</summary>
    public bool IsKnownAs(string storeId, StoreCustomer who) => who.ExternalId is { } externalId
        ? ExternalIds.Any(link => link.StoreId == storeId && link.ExternalId == externalId)
        : who.Email is { } email && EmailClaims.Contains(Claim.OfEmail(email));

    /// <summary>The store no longer has this customer.</summary>
    public Customer Unlink(string storeId, string externalId, DateTimeOffset now) => Touched(now) with
    {
        ExternalIds = [.. ExternalIds.Where(link => link.StoreId != storeId || link.ExternalId != externalId)],
        Profile = Profile with { Status = CustomerStatus.Inactive },
    };

    /// <summary>What it uses of its parent's limit has changed since it told, or it is a branch anew.</summary>
    [JsonIgnore] public bool TellsParent => !IsClosed && Profile.ParentId is { } parent && Account.Told != new ToldParent(parent, Account.Use);

    /// <summary>A branch hears how its parent stands; what is older than what it knows changes nothing.</summary>
    public Customer Hearing(Customer parent) => Account.ParentLimit is { } known && known.Parent == parent.Id && known.Version >= parent.Account.Version
        ? this
        : this with { Account = Account with { ParentLimit = new(parent.Id, parent.Account.Version, parent.Account.LimitIsBroken) } };

    /// <summary>A branch has the classifications of its parent.</summary>
    public Customer Classified(Customer parent, DateTimeOffset now)
    {
        var profile = Profile with { Classifications = parent.Profile.Classifications };
        return ProfileChanges.Between(Profile, profile).Any() ? Touched(now) with { Profile = profile } : this;
    }

    /// <summary>By this id, or as one that has gone into it.</summary>
    public bool Is(CustomerId id) => Id == id || FormerIds.Contains(id);

    /// <summary>The document belongs to a customer that is going into this one, which has not taken its sums over yet.</summary>
    public bool Awaits(string documentId) => Merge is not null && CustomerId.TryFromDocumentId(documentId, documentId.Split('_')[0], out var owner) && !Is(owner);

    /// <summary>By its reference, or by that of one that has gone into it.</summary>
    public bool IsCalled(string claimOfRef) => FormerRefs.Prepend(Ref).Any(reference => Claim.OfRef(reference) == claimOfRef);

    public Customer Touched(DateTimeOffset now) => this with { RecordVersion = RecordVersion + 1, UpdatedAt = now };

    /// <summary>Documents were made; those of the same ids are known already.</summary>
    public Customer WithDocuments(IEnumerable<string> ids, IEnumerable<string> invoicesOfOrders) => this with
    {
        RecentIds = Newest(ids, RecentIds),
        RecentInvoiceIds = Newest(invoicesOfOrders, RecentInvoiceIds),
    };

    // Behind its prefix an id sorts by its creation.
    private static IReadOnlyList<string> Newest(IEnumerable<string> ids, IReadOnlyList<string> known)
    {
        var more = ids.Except(known).ToList();
        return more.Count == 0 ? known : [.. known.Concat(more).OrderByDescending(id => id[4..], StringComparer.Ordinal).Take(MostRecent)];
    }

    private const int MostRecent = 10;

    /// <summary>The account moved on.</summary>
    public Customer WithAccount(Account account, DateTimeOffset now) =>
        account == Account ? this : this with { Account = account with { Version = Account.Version + 1 }, UpdatedAt = now };
}

public sealed record Alert(string Id, string Message, DateTimeOffset CreatedAt, string By);

/// <summary>This customer is that store's customer.</summary>
public sealed record StoreLink(string StoreId, StoreKind System, string ExternalId)
{
    /// <summary>Null where the store tells no tags.</summary>
    public ToldTags? Told { get; init; }
}

/// <summary>All the tags that the store had for its customer at that time.</summary>
public sealed record ToldTags(IReadOnlyList<string> Tags, DateTimeOffset At);

public sealed record ImportOrigin(string StoreId, StoreKind System, string? ExternalId, DateTimeOffset ImportedAt);
