using Customers.Domain.Documents;

namespace Customers.Domain.Settings;

/// <summary>Claims a number for a document that is about to be created, and frees it when the document does not come.</summary>
public sealed class ClaimNumber(IDocumentStore documents, AbandonDocument abandon, TimeProvider clock)
{
    /// <summary>False when another document of the kind has it, or may just be getting it.</summary>
    public async Task<bool> RunAsync(NumberReservation wanted, CancellationToken cancel)
    {
        var claim = new NumberClaim { Id = IdOf(wanted), CustomerId = wanted.CustomerId, DocumentId = wanted.DocumentId, MadeAt = clock.GetUtcNow() };
        while (true)
        {
            if (await documents.CreateAsync(NumberClaim.Type, claim, cancel) is not null) return true;
            if (await FindAsync(wanted, cancel) is not { } current) continue;
            if (current.Value.DocumentId != wanted.DocumentId && !await IsFreeAsync(current.Value, wanted.Text, cancel)) return false;
            // One's own is made anew too: it may be old enough to be taken away.
            if (await documents.SaveAsync(NumberClaim.Type, current, claim, cancel) is not null) return true;
        }
    }

    public async ValueTask<bool> IsOwnAsync(NumberReservation wanted, CancellationToken cancel) =>
        (await FindAsync(wanted, cancel))?.Value.DocumentId == wanted.DocumentId;

    /// <summary>Nothing happens where the document has come to be, or the number belongs to another.</summary>
    public async Task GiveBackAsync(NumberReservation reserved, CancellationToken cancel)
    {
        if (await FindAsync(reserved, cancel) is not { } claim || claim.Value.DocumentId != reserved.DocumentId) return;
        if (await abandon.RunAsync(reserved.CustomerId, reserved.DocumentId, reserved.Text, cancel))
            await documents.DeleteAsync(NumberClaim.Type, claim, cancel);
    }

    private Task<bool> IsFreeAsync(NumberClaim claim, string number, CancellationToken cancel) =>
        abandon.IfLateAsync(claim.CustomerId, claim.DocumentId, number, claim.MadeAt, cancel);

    private ValueTask<Stored<NumberClaim>?> FindAsync(NumberReservation wanted, CancellationToken cancel) =>
        documents.ReadAsync(NumberClaim.Type, IdOf(wanted), IdOf(wanted), cancel);

    private static string IdOf(NumberReservation wanted) => NumberClaim.IdOf(wanted.Kind, wanted.Text);
}
