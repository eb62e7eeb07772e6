using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace Customers.Functions.Security;

/// <summary>The keys that seal the stores' secrets, kept apart from the data: in <see cref="HubOptions.KeyVault"/>, else in the data folder.</summary>
public static class SealingKeys
{
    public static IServiceCollection Add(IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection(HubOptions.Section).Get<HubOptions>() ?? new();
        var protection = services.AddDataProtection().SetApplicationName("customers");
        if (options.KeyVault is { } vault)
            services.Configure<KeyManagementOptions>(keys => keys.XmlRepository = new VaultKeyRing(new SecretClient(vault, new DefaultAzureCredential())));
        else protection.PersistKeysToFileSystem(Folder(options.DataPath));
        return services;
    }

    /// <summary>Readable for this user alone: with these keys the stores' secrets can be opened.</summary>
    private static DirectoryInfo Folder(string dataPath)
    {
        var path = Path.Combine(dataPath, "keys");
        return OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(path)
            : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
