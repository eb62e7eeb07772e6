namespace Customers.Domain.Stores;

/// <summary>Which version of a store's order the hub has taken over.</summary>
/// <param name="At">The store's update time.</param>
/// <param name="Hash">Of the canonical content.</param>
/// <param name="ReadAt">When the hub asked the store for it; null when the store pushed it.</param>
public sealed record StoreVersion(DateTimeOffset At, string Hash, DateTimeOffset? ReadAt)
{
    /// <summary>
    /// Later is newer. At one and the same time: equal content is the same; what was read later from the store wins; a push
    /// that differs from what was read must be read again; of two differing pushes the greater hash wins until it is read.
    /// </summary>
    public VersionVerdict Judge(StoreVersion offered)
    {
        if (offered.At != At) return offered.At > At ? VersionVerdict.Newer : VersionVerdict.Older;
        if (offered.Hash == Hash) return VersionVerdict.Same;
        if (offered.ReadAt is { } read) return ReadAt is null || read > ReadAt ? VersionVerdict.Newer : VersionVerdict.Older;
        if (ReadAt is not null) return VersionVerdict.Unsure;
        return string.CompareOrdinal(offered.Hash, Hash) > 0 ? VersionVerdict.NewerUntilRead : VersionVerdict.Unsure;
    }
}

public enum VersionVerdict
{
    Newer,
    Same,
    Older,
    /// <summary>Take it, and read the order from the store.</summary>
    NewerUntilRead,
    /// <summary>Leave it, and read the order from the store.</summary>
    Unsure,
}
