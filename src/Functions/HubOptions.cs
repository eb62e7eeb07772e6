using System.ComponentModel.DataAnnotations;
using Customers.Functions.Storage;

namespace Customers.Functions;

/// <summary>Configuration section <c>Customers</c>.</summary>
public sealed class HubOptions : IValidatableObject
{
    public const string Section = "Customers";

    public StorageChoice Storage { get; set; } = StorageChoice.Embedded;

    /// <summary>Where embedded storage keeps its files, and the hub its sealing keys unless <see cref="KeyVault"/> does.</summary>
    [Required]
    public string DataPath { get; set; } = "./.data";

    /// <summary>Address of the Key Vault that keeps the keys which seal the secrets of stores and subscriptions; signed in to with <c>DefaultAzureCredential</c>.</summary>
    public Uri? KeyVault { get; set; }

    /// <summary>The secret of an admin key that always exists, best of 256 random bits; null: the first start makes one.</summary>
    [MinLength(1)]
    [RegularExpression(@"^(?!@Microsoft\.KeyVault\()[\s\S]+$", ErrorMessage = "Customers:BootstrapKey is a reference to a vault that could not be followed, and would be a key that anybody can guess.")]
    public string? BootstrapKey { get; set; }

    /// <summary>Requests a minute for each key; 0 = no limit.</summary>
    [Range(0, int.MaxValue)]
    public int RateLimitPerMinute { get; set; } = 600;

    /// <summary>Requests without a valid key a minute for each address; 0 = no limit; null = as for a key.</summary>
    [Range(0, int.MaxValue)]
    public int? UnauthenticatedPerMinute { get; set; }

    /// <summary>False takes webhooks and requests but leaves the queues and the clock alone: for a moment's rest, and for measuring. Local runtime only.</summary>
    public bool RunJobs { get; set; } = true;

    /// <summary>Where stores reach this hub from outside: their webhooks are registered to go there. Null: nothing can be registered.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>Lets stores and subscriptions have addresses that are not public https ones: for development.</summary>
    public bool AllowLocalStores { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (PublicUrl is not null && !IsAddress(PublicUrl)) yield return new("Customers:PublicUrl must be the hub's https address, without user, query or fragment.", [nameof(PublicUrl)]);
    }

    private bool IsAddress(Uri url) =>
        url.IsAbsoluteUri && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && AllowLocalStores)) && url is { UserInfo: "", Query: "", Fragment: "" };
}
