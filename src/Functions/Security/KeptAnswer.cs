using System.Globalization;
using Customers.Domain.Documents;

namespace Customers.Functions.Security;

/// <summary>
/// What a POST with an <c>Idempotency-Key</c> leaves behind: first the mark that it runs, with the seed of its ids, then its
/// answer. It lies under the hash of caller, method, path and key.
/// </summary>
public sealed record KeptAnswer
{
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <summary>How long a run may take before a repeat takes it over.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    public required string Id { get; init; }
    /// <summary>SHA-256 of query and body, or of the query alone where the body is streamed: a key belongs to one request.</summary>
    public required string RequestHash { get; init; }
    /// <summary>See <see cref="StreamedContent"/>; null for others, whose hash has it all.</summary>
    public string? ContentFingerprint { get; init; }
    /// <summary>Makes ids repeatable, together with <see cref="FirstAt"/>.</summary>
    public required byte[] Seed { get; init; }
    public required DateTimeOffset FirstAt { get; init; }
    /// <summary>Until then this run alone goes on; null when it ended without an answer to keep.</summary>
    public DateTimeOffset? RunsUntil { get; init; }
    public Answer? Answer { get; init; }
    /// <summary>Whom the request is about, where its path or the address of what it made says so.</summary>
    public string? CustomerId { get; init; }

    public bool IsRunningAt(DateTimeOffset now) => Answer is null && now < RunsUntil;

    public static readonly DocumentType<KeptAnswer> Documents = new("keptAnswer", Containers.System, mark => mark.Id, mark => mark.Id)
    {
        Single = new Dictionary<string, Func<KeptAnswer, FieldValue?>>(StringComparer.Ordinal) { [ExpiresOn] = mark => DayOf(mark.FirstAt + Kept), [OfCustomer] = mark => mark.CustomerId },
        Indexes = [[ExpiresOn], [OfCustomer]],
    };

    public const string ExpiresOn = "expiresOn";
    public const string OfCustomer = "customerId";

    /// <summary>The first customer that a path names, by its own id or by that of something it owns.</summary>
    public static string? CustomerIn(string? path) => path?.Split('/')
        .Select(part => Domain.Identity.CustomerId.TryParse(part, out var id) || Domain.Identity.CustomerId.TryFromDocumentId(part, part.Split('_')[0], out id) ? id.Value : null)
        .FirstOrDefault(id => id is not null);

    /// <summary>The calendar day in UTC, as <see cref="ExpiresOn"/> has it.</summary>
    public static string DayOf(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <param name="Body">JSON or other text in UTF-8; null where it must not be kept.</param>
public sealed record Answer(int Status, string? ContentType, string? Location, string? ETag, string? Body);
