using Customers.Domain.Documents;
using Customers.Domain.Search;

namespace Customers.Domain.Customers;

/// <summary>How a customer lies in the store, and what lists, searches and credit runs may ask for.</summary>
public static class CustomerDocuments
{
    public static readonly DocumentType<Customer> Type = new("customer", Containers.Customers, c => c.Id.Value, c => c.Id.Value)
    {
        Single = new Dictionary<string, Func<Customer, FieldValue?>>
        {
            ["name"] = c => SearchWords.Fold(c.Profile.Name),
            ["ref"] = c => SearchWords.Fold(c.Ref),
            ["updatedAt"] = c => c.UpdatedAt.ToUnixTimeMilliseconds(),
            ["status"] = c => c.Profile.Status.ToString(),
            ["kind"] = c => c.Profile.Kind.ToString(),
            ["channel"] = c => c.Profile.Channel.ToString(),
            ["isProspect"] = c => c.Profile.IsProspect,
            ["onHold"] = c => c.Account.Hold.OnHold,
            ["hasBalance"] = c => c.Account.HasBalance,
            ["ownerId"] = c => c.OwnerId,
            [ImportedFrom] = c => c.ImportedFrom?.StoreId,
            ["parentId"] = c => c.Profile.ParentId?.Value,
            // Present only where true, so that their indexes hold only those customers.
            ["branchesBehind"] = c => c.BranchesBehind ? 1L : (FieldValue?)null,
            ["tellsParent"] = c => c.TellsParent ? true : null,
            ["isOpen"] = c => c.Account.IsOpen ? true : null,
            ["merging"] = c => c.Merge?.At.ToUnixTimeMilliseconds(),
            ["creditDueOn"] = c => c.Account.CreditDueOn?.DayNumber,
            ["creditRevision"] = c => c.Account.ConcernsCredit ? c.Account.CreditRevision : null,
        },
        Multi = new Dictionary<string, Func<Customer, FieldValue?>>
        {
            ["words"] = c => new FieldValue.Many(Words(c)),
            ["tags"] = c => new FieldValue.Many([.. c.Profile.Tags]),
            ["classifications"] = c => new FieldValue.Many([.. c.Profile.Classifications.Select(of => Classification(of.Key, of.Value))]),
            ["salesReps"] = c => new FieldValue.Many([.. c.Profile.SalesReps]),
            ["externalIds"] = c => new FieldValue.Many([.. c.ExternalIds.Select(link => ExternalId(link.StoreId, link.ExternalId))]),
        },
        Facets = ["status", "kind", "channel", "isProspect", "onHold", "hasBalance"],
        Indexes = [["name"], ["ref"], ["updatedAt"], ["ownerId"], ["parentId"], ["branchesBehind"], ["tellsParent"], ["merging"], ["creditDueOn"], ["creditRevision"], ["isOpen"], [ImportedFrom]],
    };

    /// <summary>The store that made the customer.</summary>
    public const string ImportedFrom = "importedFrom";

    public static string Classification(string type, string value) => type + "=" + value;

    public static string ExternalId(string storeId, string externalId) => storeId + ":" + externalId;

    private static IReadOnlyCollection<string> Words(Customer c) =>
        SearchWords.Of([c.Profile.Name, c.Ref, c.Profile.Email, c.Profile.Phone, c.Profile.Mobile, c.Profile.VatNumber, .. c.FormerRefs, .. c.ContactTexts.Values]);
}
