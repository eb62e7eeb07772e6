using System.Security.Cryptography;
using System.Text;
using Customers.Domain.Documents;

namespace Customers.Domain.Stores;

/// <summary>A webhook secret belongs to one store: two with the same could not be told apart.</summary>
/// <param name="MadeAt">Before the store is saved: for as long as <see cref="Claims.Claim.Patience"/> it holds without one.</param>
public sealed record SecretClaim(string Id, string StoreId, DateTimeOffset MadeAt)
{
    public static readonly DocumentType<SecretClaim> Type = new("secretClaim", Containers.Claims, c => c.Id, c => c.Id);

    public static string IdOf(string secret) => "secret:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
