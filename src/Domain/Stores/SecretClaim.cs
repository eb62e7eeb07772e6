using System.Security.Cryptography;
using System.Text;
using Customers.Domain.Documents;

namespace Customers.Domain.Stores;

/// <summary>A webhook secret belongs to one store: two with the same could not be told apart.</summary>
public sealed record SecretClaim(string Id, string StoreId)
{
    public static readonly DocumentType<SecretClaim> Type = new("secretClaim", Containers.Claims, c => c.Id, c => c.Id);

    public static string IdOf(string secret) => "secret:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
