using Customers.Domain.Identity;

namespace Customers.Domain.Settings;

/// <summary>The number that a document is about to be created with.</summary>
/// <param name="Text">What the document shows.</param>
/// <param name="DocumentId">The id that it will be created under, and not another.</param>
public sealed record NumberReservation(NumberedKind Kind, string Text, CustomerId CustomerId, string DocumentId)
{
    /// <summary>Null: a gap does no harm.</summary>
    internal OutstandingNumber? Outstanding { get; init; }
}

/// <summary>A number as it comes from its sequence.</summary>
/// <param name="MustBeClaimed">People give numbers of the kind too, and may have given this one.</param>
/// <param name="Outstanding">Null: it comes from a block.</param>
internal sealed record DrawnNumber(string Text, bool MustBeClaimed, OutstandingNumber? Outstanding = null);
