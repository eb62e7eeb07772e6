using Customers.Domain.Documents;
using Customers.Domain.Identity;

namespace Customers.Domain.Jobs;

/// <summary>All that is held on a person, gathered by a job for whoever asked; the content lies in a blob of its own. Known before it is written, so that none is forgotten.</summary>
public sealed record DataFile
{
    public required string JobId { get; init; }
    public required CustomerId CustomerId { get; init; }
    public required DateOnly ExpiresOn { get; init; }

    public string Blob => "personal-data/" + JobId;

    public static string IdOf(string jobId) => "data-" + jobId;

    public static readonly DocumentType<DataFile> Type = new("dataFile", Containers.System, f => IdOf(f.JobId), f => IdOf(f.JobId))
    {
        Single = new Dictionary<string, Func<DataFile, FieldValue?>> { [OfCustomer] = f => f.CustomerId.Value, [Expires] = f => f.ExpiresOn.DayNumber },
        Indexes = [[OfCustomer], [Expires]],
    };

    public const string OfCustomer = "ofCustomer";
    public const string Expires = "expiresOn";
}
