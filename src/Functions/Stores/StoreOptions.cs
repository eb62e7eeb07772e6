using System.ComponentModel.DataAnnotations;

namespace Customers.Functions.Stores;

/// <summary>Configuration section <c>Stores</c>.</summary>
public sealed class StoreOptions : IValidatableObject
{
    public const string Section = "Stores";

    /// <summary>By what stores are asked.</summary>
    public StoreTransport Transport { get; set; } = StoreTransport.Http;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!ShopReaders.Has(Transport)) yield return new("Stores:Transport must be http, or sdk in a build that is published for Azure.", [nameof(Transport)]);
    }
}

public enum StoreTransport
{
    /// <summary>The hub's own requests.</summary>
    Http,
    /// <summary>ShopifySharp and WooCommerceNET, which only published builds have.</summary>
    Sdk,
}
