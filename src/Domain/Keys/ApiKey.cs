using Customers.Domain.Documents;
using Customers.Domain.Identity;

namespace Customers.Domain.Keys;

/// <summary>A caller's key. Of the secret only the hash is kept, which is also where the key is found.</summary>
public sealed record ApiKey
{
    /// <summary><c>key_…</c></summary>
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required Role Role { get; init; }
    /// <summary>Of the secret; see <see cref="KeySecret.HashOf"/>.</summary>
    public required string Hash { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string CreatedBy { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public DateTimeOffset? RevokedAt { get; init; }
    /// <summary>To the minute.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    public bool IsValidAt(DateTimeOffset now) => RevokedAt is null && (ExpiresAt is null || now < ExpiresAt);

    public Caller AsCaller() => new(Id, Name, Role);

    public ApiKey Revoke(DateTimeOffset now) => RevokedAt is null ? this with { RevokedAt = now } : this;

    public static readonly DocumentType<ApiKey> Documents = new("apiKey", Containers.System, key => key.Hash, key => key.Hash)
    {
        Single = new Dictionary<string, Func<ApiKey, FieldValue?>>(StringComparer.Ordinal) { [ById] = key => key.Id },
        Indexes = [[ById]],
    };

    /// <summary>The field that finds a key by its id, and lists keys by creation.</summary>
    public const string ById = "keyId";
}
