namespace Customers.Domain.Documents;

/// <summary>What was overwritten or deleted may still lie on the disk for a while: where the hub keeps its own files, this ends it.</summary>
public interface IFreedSpace
{
    /// <summary>Of all commits that are acknowledged already. False when readers were in the way; it is to be tried again later.</summary>
    Task<bool> WipeAsync(CancellationToken cancel);
}
