using Customers.Domain.Documents;
using Customers.Domain.Identity;

namespace Customers.Domain.Attachments;

/// <summary>
/// A blob that no attachment names: not yet, while it is uploaded, or no longer, once the attachment is deleted. It is written
/// before the blob, and goes in the commit that keeps the file; so whatever is cut short, what is left behind is known.
/// </summary>
public sealed record LooseFile
{
    public required string Id { get; init; }
    public required CustomerId CustomerId { get; init; }
    public required string Blob { get; init; }
    /// <summary>From then on nobody may keep the file any more.</summary>
    public required DateTimeOffset RemovableFrom { get; init; }

    public static readonly DocumentType<LooseFile> Type = new("looseFile", Containers.Customers, f => f.CustomerId.Value, f => f.Id)
    {
        Single = new Dictionary<string, Func<LooseFile, FieldValue?>> { ["removableFrom"] = f => f.RemovableFrom.ToUnixTimeMilliseconds() },
        Indexes = [["removableFrom"]],
    };
}
