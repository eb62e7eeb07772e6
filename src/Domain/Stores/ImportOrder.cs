using Customers.Domain.Accounts;
using Customers.Domain.Claims;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Orders;
using Customers.Domain.Settings;

namespace Customers.Domain.Stores;

/// <summary>
/// Takes one version of a store's order. Whatever arrives twice, late, out of order or at once, the end state equals the
/// newest version: the claim says where the order lives, the order itself which version was taken, and after each commit
/// the claim is read again, so that a deletion or a move in between is never lost.
/// </summary>
public sealed class ImportOrder(IDocumentStore documents, FindCustomer findCustomer, PrepareCustomer prepareCustomer, CurrentSettings settings, OrderWriter writer)
{
    private const int MostTurns = 50;

    /// <param name="readAt">When the hub asked the store for this version; null when the store pushed it.</param>
    public async Task<Imported> RunAsync(Store store, StoreOrder version, DateTimeOffset? readAt, CancellationToken cancel)
    {
        var result = new Imported(ImportResult.Unchanged);
        var offered = new StoreVersion(version.UpdatedAt, version.ContentHash(), readAt);
        for (var turn = 0; turn < MostTurns; turn++)
        {
            var (claim, fresh) = await ClaimAsync(store, version, offered, cancel);
            var place = await writer.LoadAsync(claim.Value, cancel);
            if (place.Order is { Value.MovedTo: not null }) continue; // it moved on after the claim was read
            var verdict = Judge(place.Order?.Value, claim.Value, offered);
            if (verdict is VersionVerdict.Newer or VersionVerdict.NewerUntilRead)
            {
                if (!fresh && await MoveIfNeededAsync(store, version, offered, claim, place, cancel)) continue;
                if (await TakeAsync(store, version, offered, claim.Value, place, cancel) is not { } taken) continue;
                result = taken with { ReadAgain = verdict == VersionVerdict.NewerUntilRead };
            }
            else if (verdict == VersionVerdict.Unsure) result = result with { ReadAgain = true };

            if (await writer.FinishAsync(store, claim, cancel)) return result;
        }

        throw new StoreUnavailableException("The order is being changed from too many sides at once.");
    }

    /// <summary>Where the order lives; its customer is found, and the claim made, when it has none yet.</summary>
    private async Task<(Stored<OrderClaim> Claim, bool Fresh)> ClaimAsync(Store store, StoreOrder version, StoreVersion offered, CancellationToken cancel)
    {
        var id = Claim.OfStoreOrder(store.Id, version.ExternalId);
        while (true)
        {
            var current = await documents.ReadAsync(OrderClaim.Type, id, id, cancel);
            if (current?.Value.CustomerId is not null) return (current, false);
            var customer = await findCustomer.RunAsync(store, Identified(version.Customer), preferred: null, cancel);
            var claim = (current?.Value ?? new OrderClaim { Id = id }).PlacedAt(customer, writer.NewOrderId(customer), offered);
            if (await documents.SaveAsync(OrderClaim.Type, current, claim, cancel) is { } made) return (made, true);
        }
    }

    /// <summary>A newer version names another buyer: from now on the order lives there. True when the claim has to be read again.</summary>
    private async Task<bool> MoveIfNeededAsync(Store store, StoreOrder version, StoreVersion offered, Stored<OrderClaim> claim, OrderPlace place, CancellationToken cancel)
    {
        if (Identified(version.Customer) is not { } who) return false;
        var here = claim.Value.CustomerId!.Value;
        var nobody = place.Customer is { Value: { ExternalIds.Count: 0, EmailClaims.Count: 0, ImportedFrom: not null } };
        var customer = await findCustomer.RunAsync(store, who, preferred: nobody ? here : null, cancel);
        if (customer == here) return false;
        await documents.SaveAsync(OrderClaim.Type, claim, claim.Value.PlacedAt(customer, writer.NewOrderId(customer), offered), cancel);
        return true;
    }

    /// <summary>Null when order or customer were changed meanwhile.</summary>
    private async Task<Imported?> TakeAsync(Store store, StoreOrder version, StoreVersion offered, OrderClaim claim, OrderPlace place, CancellationToken cancel)
    {
        var customer = await prepareCustomer.RunAsync(store, claim.CustomerId!.Value, place.Customer, version.Customer, version.UpdatedAt, $"Order {version.Number}", cancel);
        var decision = writer.Decision(await settings.GetAsync(cancel), store);
        var change = decision.Take(customer, place.Order?.Value, place.Postings, claim.OrderId!, store, version, offered, claim.DeletedAt >= version.UpdatedAt);
        if (!await writer.CommitAsync(place, change, cancel)) return null;
        return new(
            place.Order is null ? ImportResult.Created : ImportResult.Updated,
            place.Customer is not { } before ? ImportResult.Created : before.Value.RecordVersion != change.Customer.RecordVersion ? ImportResult.Updated : ImportResult.Unchanged);
    }

    private static VersionVerdict Judge(Order? order, OrderClaim claim, StoreVersion offered)
    {
        // A newer version has decided where the order lives and is on its way there, or there already.
        if (claim.PlacedFor?.Judge(offered) is { } placed and (VersionVerdict.Older or VersionVerdict.Unsure)) return placed;
        var verdict = order?.StoreVersion.Judge(offered) ?? VersionVerdict.Newer;
        var revived = order is { Deleted: true } && !(claim.DeletedAt >= offered.At);
        return verdict == VersionVerdict.Same && revived ? VersionVerdict.Newer : verdict;
    }

    private static StoreCustomer? Identified(StoreCustomer? who) => who is { ExternalId: not null } or { Email: not null } ? who : null;
}

/// <param name="ReadAgain">The store must be asked which of two versions of one time holds.</param>
public sealed record Imported(ImportResult Order, ImportResult Customer = ImportResult.Unchanged, bool ReadAgain = false);

public enum ImportResult { Created, Updated, Unchanged }
