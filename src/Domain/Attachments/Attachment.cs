using Customers.Domain.Documents;
using Customers.Domain.Identity;

namespace Customers.Domain.Attachments;

/// <summary>A file that was put to a customer. It never changes; another one may have the same name.</summary>
public sealed record Attachment
{
    public required string Id { get; init; }
    public required CustomerId CustomerId { get; init; }
    public required AttachmentCategory Category { get; init; }
    /// <summary>See <see cref="Attachments.FileName"/>.</summary>
    public required string FileName { get; init; }
    /// <summary>Told by us from the kind of file, never taken from the sender.</summary>
    public required string ContentType { get; init; }
    /// <summary>Bytes.</summary>
    public required long Size { get; init; }
    /// <summary>Lower-case hex.</summary>
    public required string Sha256 { get; init; }
    /// <summary>Where the content lies.</summary>
    public required string Blob { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string By { get; init; }
    public int Version { get; init; } = 1;

    public static readonly DocumentType<Attachment> Type = new("attachment", Containers.Customers, a => a.CustomerId.Value, a => a.Id)
    {
        Single = new Dictionary<string, Func<Attachment, FieldValue?>> { ["category"] = a => a.Category.ToString() },
        Moved = (attachment, customer) => attachment with { CustomerId = customer },
        PartitionIndexes = [[]], // by id
    };
}

public enum AttachmentCategory { Contract, TaxCertificate, Specification, Correspondence, Other }
