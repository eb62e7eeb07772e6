using System.ComponentModel.DataAnnotations;

namespace Customers.Functions;

/// <summary>Configuration section <c>Customers</c>.</summary>
public sealed class HubOptions
{
    public const string Section = "Customers";

    /// <summary>Where the embedded stores keep their files.</summary>
    [Required]
    public string DataPath { get; set; } = "./.data";

    /// <summary>The secret of an admin key that always exists, best of 256 random bits; null: the first start makes one.</summary>
    [MinLength(1)]
    public string? BootstrapKey { get; set; }

    /// <summary>Requests a minute for each key; 0 = no limit.</summary>
    [Range(0, int.MaxValue)]
    public int RateLimitPerMinute { get; set; } = 600;

    /// <summary>Requests without a valid key a minute for each address; 0 = no limit; null = as for a key.</summary>
    [Range(0, int.MaxValue)]
    public int? UnauthenticatedPerMinute { get; set; }

    /// <summary>False takes webhooks and requests but leaves the queues and the clock alone: for a moment's rest, and for measuring. Local runtime only.</summary>
    public bool RunJobs { get; set; } = true;

    /// <summary>Lets stores have addresses that are not public https ones: for development.</summary>
    public bool AllowLocalStores { get; set; }
}
