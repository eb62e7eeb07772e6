using Customers.Domain.Documents;
using Customers.Domain.Identity;

namespace Customers.Domain.History;

/// <summary>
/// Who changed what of the hub itself, when: a product, a store, a key, the settings. Written in the commit of the change, so it
/// lies beside what was changed; never edited, and it stays when that is deleted.
/// </summary>
public sealed record HubChange
{
    public required string Id { get; init; }
    /// <summary>Where the subject lies.</summary>
    public required string Partition { get; init; }
    /// <summary>The id of what was changed.</summary>
    public required string Subject { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string By { get; init; }
    public required string ByName { get; init; }
    /// <summary><c>created</c>, <c>changed</c>, <c>deleted</c>, <c>revoked</c>.</summary>
    public required string Action { get; init; }
    public IReadOnlyList<FieldChange> Changes { get; init; } = [];

    public static readonly DocumentType<HubChange> Type = new("hubChange", Containers.System, h => h.Partition, h => h.Id)
    {
        Single = new Dictionary<string, Func<HubChange, FieldValue?>> { [OfSubject] = h => h.Subject },
        Indexes = [[OfSubject]],
    };

    public const string OfSubject = "subject";

    /// <summary>The write that keeps it.</summary>
    /// <param name="of">The id of the subject, where that is also its partition.</param>
    public static Write Entry(string of, string action, Caller by, DateTimeOffset at, IIdSource ids, params IReadOnlyList<FieldChange> changes) => Entry(of, of, action, by, at, ids, changes);

    public static Write Entry(string partition, string subject, string action, Caller by, DateTimeOffset at, IIdSource ids, params IReadOnlyList<FieldChange> changes) => Type.Create(new()
    {
        Id = ids.New(IdPrefixes.History), Partition = partition, Subject = subject, At = at, By = by.Id, ByName = by.Name, Action = action, Changes = changes,
    });
}
