using System.Security.Cryptography;
using Customers.Domain.Stores;
using Microsoft.AspNetCore.DataProtection;

namespace Customers.Functions.Stores;

/// <summary>Seals secrets with ASP.NET's data protection; the keys lie apart from the data.</summary>
internal sealed class StoreSeal(IDataProtectionProvider provider) : ISecretSeal
{
    private readonly IDataProtector _protector = provider.CreateProtector("Customers.StoreSecrets.1");

    public string Seal(string secret) => _protector.Protect(secret);

    public string Open(string sealedSecret)
    {
        try
        {
            return _protector.Unprotect(sealedSecret);
        }
        catch (CryptographicException fault)
        {
            throw new InvalidOperationException("These secrets were sealed under a key that is gone; enter them again.", fault);
        }
    }
}
