using System.Text.Json.Serialization;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;

namespace Customers.Domain.Stores;

/// <summary>A shop that pushes its orders here and is pulled for what the pushes missed.</summary>
public sealed record Store
{
    public required string Id { get; init; }
    public required StoreKind Kind { get; init; }
    public required string Name { get; init; }
    public required Uri Url { get; init; }
    /// <summary>Credentials and webhook secrets, sealed.</summary>
    public required string SealedSecrets { get; init; }
    /// <summary>Claims of the webhook secrets, so that no other store uses them.</summary>
    public IReadOnlyList<string> SecretClaims { get; init; } = [];
    public StoreDefaults Defaults { get; init; } = new();
    public GuestPolicy GuestPolicy { get; init; } = GuestPolicy.PerEmail;
    /// <summary>The first pull starts here; null = from the beginning.</summary>
    public DateTimeOffset? PullSince { get; init; }
    /// <summary>The shop is gone and all that came from it alone is redacted: it is neither pulled nor heard any more.</summary>
    public DateTimeOffset? DisabledAt { get; init; }
    public int Version { get; init; } = 1;
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>What people see of it and its history tells: no secrets.</summary>
    [JsonIgnore] public object Shown => new { Kind, Name, Url, Defaults, GuestPolicy, PullSince, DisabledAt };

    public static readonly Refusal Disabled = Refusal.Conflict("store-disabled", "The shop has asked to be forgotten: the store is neither pulled nor heard any more. Register it anew if it comes back.");

    public static readonly DocumentType<Store> Type = new("store", Containers.System, s => s.Id, s => s.Id)
    {
        Indexes = [[]], // listed by id
    };
}

/// <summary>What new customers of a store start with.</summary>
public sealed record StoreDefaults
{
    public PaymentTerms? PaymentTerms { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];
    public IReadOnlyList<string> SalesReps { get; init; } = [];
    /// <summary>Takes the orders of all guests, where the guest policy says so.</summary>
    public CustomerId? CustomerId { get; init; }
}

public enum GuestPolicy { PerEmail, OneCustomer }

/// <summary>What must never be read again or logged.</summary>
public sealed record StoreSecrets(StoreCredentials Credentials, IReadOnlyList<string> WebhookSecrets)
{
    public override string ToString() => nameof(StoreSecrets);
}

/// <summary>Seals secrets for the store, and opens them again.</summary>
public interface ISecretSeal
{
    string Seal(string secret);

    /// <summary>Throws <see cref="InvalidOperationException"/> when it was sealed under a key that is gone.</summary>
    string Open(string sealedSecret);
}
