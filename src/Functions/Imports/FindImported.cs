using Customers.Domain.Claims;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;

namespace Customers.Functions.Imports;

/// <summary>Which customer a row means.</summary>
internal sealed class FindImported(IDocumentStore documents, CustomerStore customers, TimeProvider clock)
{
    public async Task<Customer?> ByRefAsync(string reference, CancellationToken cancel)
    {
        var claim = Claim.OfRef(reference);
        return await ClaimedAsync(claim, cancel) is { } holder && holder.IsCalled(claim) ? holder : null;
    }

    /// <summary>By the reference, else by what else was claimed for it.</summary>
    public async Task<Customer?> Async(string? reference, string? claim, CancellationToken cancel)
    {
        if (reference is not null && await ByRefAsync(reference, cancel) is { } named) return named;
        return claim is null ? null : await ClaimedAsync(claim, cancel);
    }

    /// <summary>The id of the customer that the claim will lead to: this one, or what somebody claimed before and never made.</summary>
    public async Task<CustomerId> ClaimAsync(string claimId, CustomerId id, CancellationToken cancel)
    {
        var claim = new Claim { Id = claimId, CustomerId = id, MadeAt = clock.GetUtcNow(), ByImport = true };
        CustomerId? gone = null;
        while (true)
        {
            var there = await documents.ChangeAsync(Claim.Type, claimId, claimId, existing => existing is null || existing.CustomerId == gone ? claim : existing, cancel);
            if (!await customers.IsDeletedAsync(there!.CustomerId, cancel)) return there.CustomerId;
            gone = there.CustomerId; // who was deleted is made once more, as another
        }
    }

    /// <summary>Did this run change the customer by this row, and was cut before it could say so?</summary>
    public async Task<bool> WasTakenAsync(RowContext row, CustomerId customer, CancellationToken cancel) =>
        row.MayBeTaken && await documents.ReadAsync(HistoryEntry.Type, customer.Value, customer.NewDocumentId(row.IdsOfRun, IdPrefixes.History), cancel) is not null;

    private async Task<Customer?> ClaimedAsync(string claim, CancellationToken cancel) =>
        await documents.ReadAsync(Claim.Type, claim, claim, cancel) is { } found ? (await customers.FollowAsync(found.Value.CustomerId, cancel))?.Value : null; // or the one that it has gone into
}
