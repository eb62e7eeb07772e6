using System.Security.Cryptography;
using System.Text;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Search;

namespace Customers.Domain.Claims;

/// <summary>
/// A value that must be unique across customers, and who has it. It is made first and names the id to be created, so that
/// whoever finds it after a crash can create that very id.
/// </summary>
public sealed record Claim
{
    /// <summary>How long the maker of a claim may take to create what it names.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public required string Id { get; init; }
    public required CustomerId CustomerId { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    /// <summary>Made by an import: whoever finds it may create the customer at once. Else a person's request is creating it.</summary>
    public required bool ByImport { get; init; }

    public static readonly DocumentType<Claim> Type = new("claim", Containers.Claims, c => c.Id, c => c.Id);

    public static string OfRef(string reference) => "ref:" + Hash(SearchWords.Fold(reference));
    public static string OfEmail(string email) => "email:" + Hash(email.Trim().ToLowerInvariant());
    public static bool IsOfEmail(string id) => id.StartsWith("email:", StringComparison.Ordinal);
    public static string OfStoreCustomer(string storeId, string externalId) => $"customer:{storeId}:{Hash(externalId)}";
    public static string OfStoreOrder(string storeId, string externalId) => $"order:{storeId}:{Hash(externalId)}";

    // Ids of documents allow few characters and no personal data; 128 bits never meet by chance.
    private static string Hash(string value) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value)).AsSpan(0, 16));
}
