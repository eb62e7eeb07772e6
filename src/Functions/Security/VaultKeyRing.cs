using System.Xml.Linq;
using Azure.Security.KeyVault.Secrets;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Customers.Functions.Security;

/// <summary>
/// The key ring of ASP.NET's data protection, each key a secret of the vault. The identity needs the role Key Vault Secrets
/// Officer. A secret that somebody has disabled or deleted there is a key that is gone.
/// </summary>
internal sealed class VaultKeyRing(SecretClient vault) : IXmlRepository
{
    private const string Prefix = "key-ring-";

    public IReadOnlyCollection<XElement> GetAllElements() =>
    [
        .. vault.GetPropertiesOfSecrets()
            .Where(secret => secret.Name.StartsWith(Prefix, StringComparison.Ordinal) && secret.Enabled != false)
            .Select(secret => XElement.Parse(vault.GetSecret(secret.Name).Value.Value)),
    ];

    /// <param name="friendlyName"><c>key-</c> or <c>revocation-</c> and an id or a time.</param>
    public void StoreElement(XElement element, string friendlyName) =>
        vault.SetSecret(new(Prefix + NameOf(friendlyName), element.ToString(SaveOptions.DisableFormatting)) { Properties = { ContentType = "application/xml" } });

    /// <summary>Names of secrets know letters, digits and hyphens.</summary>
    private static string NameOf(string friendlyName) => string.Concat(friendlyName.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));
}
