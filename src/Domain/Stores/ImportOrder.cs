using Customers.Domain.Accounts;
using Customers.Domain.Claims;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Orders;

namespace Customers.Domain.Stores;

/// <summary>
/// Takes one version of a store's order. Whatever arrives twice, late, out of order or at once, the end state equals the
/// newest version: the claim says where the order lives, the order itself which version was taken. A deletion or a move in
/// between is never lost: it changes the claim first and then what lies at the order's place, so that a commit which knows
/// neither fails; where the place was marked before, or the claim asks for more, it is read again after the commit.
/// </summary>
public sealed class ImportOrder(IDocumentStore documents, FindCustomer findCustomer, PrepareCustomer prepareCustomer, OrderWriter writer)
{
    private const int MostTurns = 50;
    /// <summary>For so long a store's search may show what is gone.</summary>
    private static readonly TimeSpan Echo = TimeSpan.FromMinutes(1);

    /// <param name="readAt">When the hub asked the store for this version; null when the store pushed it.</param>
    public async Task<Imported> RunAsync(Store store, StoreOrder version, DateTimeOffset? readAt, CancellationToken cancel)
    {
        var result = new Imported(ImportResult.Unchanged);
        var offered = new StoreVersion(version.UpdatedAt, version.ContentHash(), readAt);
        int[] years = [.. new[] { version.UpdatedAt.Year, (version.PaidAt ?? version.UpdatedAt).Year }.Distinct()];
        for (var turn = 0; turn < MostTurns; turn++)
        {
            var (claim, buyer) = await ClaimAsync(store, version, offered, cancel);
            var place = await writer.LoadAsync(claim.Value, cancel, years);
            if (place.HasMoved || await FollowAsync(store, version, claim, place, cancel) || await RestoreAsync(claim, readAt, cancel)) continue;
            var verdict = Judge(place.Order?.Value, claim.Value, offered);
            if (place.CustomerDeleted || verdict is VersionVerdict.Newer or VersionVerdict.NewerUntilRead)
            {
                buyer = await BuyerAsync(store, version, claim.Value, place, buyer, cancel);
                if (buyer.Id != claim.Value.CustomerId)
                {
                    await PlaceAsync(claim, buyer, offered, cancel);
                    continue;
                }
                if (await TakeAsync(store, version, offered, claim.Value, place, buyer, cancel) is not { } taken) continue;
                result = taken with { ReadAgain = verdict == VersionVerdict.NewerUntilRead };
            }
            else if (await HearAsync(store, version, readAt, place, cancel) is { } heard) result = Combined(result, heard, verdict);
            else continue;

            result = result with { OfRedacted = place.Customer is { Value.RedactedAt: not null } };
            if (claim.Value is { ToReverse.Count: 0, DeletedAt: null } && !place.IsMarkedDeleted) return result;
            if (await writer.FinishAsync(store, claim, cancel)) return result;
        }

        throw new OrderContendedException("The order is being changed from too many sides at once.");
    }

    /// <summary>Where the order lives; its buyer is found, and the claim made, when it has none yet.</summary>
    private async Task<(Stored<OrderClaim> Claim, FoundCustomer? Buyer)> ClaimAsync(Store store, StoreOrder version, StoreVersion offered, CancellationToken cancel)
    {
        var id = Claim.OfStoreOrder(store.Id, version.ExternalId);
        while (true)
        {
            var current = await documents.ReadAsync(OrderClaim.Type, id, id, cancel);
            if (current?.Value.CustomerId is not null) return (current, null);
            var buyer = await findCustomer.RunAsync(store, Identified(version.Customer), here: null, cancel);
            var claim = (current?.Value ?? new OrderClaim { Id = id }).PlacedAt(buyer.Id, writer.NewOrderId(buyer.Id), offered);
            if (await documents.SaveAsync(OrderClaim.Type, current, claim, cancel) is { } made) return (made, buyer);
        }
    }

    /// <summary>Who has to have the order as of this version: whoever has it, unless it names another or that customer was deleted.</summary>
    private async Task<FoundCustomer> BuyerAsync(Store store, StoreOrder version, OrderClaim claim, OrderPlace place, FoundCustomer? found, CancellationToken cancel)
    {
        var (here, who) = (claim.CustomerId!.Value, Identified(version.Customer));
        if (place.CustomerDeleted)
        {
            await findCustomer.LeaveAsync(store, who, here, cancel);
            return await findCustomer.RunAsync(store, who, here: null, cancel);
        }

        return found ?? (who is null ? new(here) : await findCustomer.RunAsync(store, who, place.Customer?.Value, cancel));
    }

    /// <summary>True when the customer has gone into another one: whatever still leads to it leads there from now on.</summary>
    private async Task<bool> FollowAsync(Store store, StoreOrder version, Stored<OrderClaim> claim, OrderPlace place, CancellationToken cancel)
    {
        if (place.CustomerId == claim.Value.CustomerId) return false;
        await findCustomer.LeadOnAsync(store, Identified(version.Customer), claim.Value.CustomerId!.Value, place.Customer?.Value, cancel);
        await documents.SaveAsync(OrderClaim.Type, claim, claim.Value with { CustomerId = place.CustomerId }, cancel);
        return true;
    }

    /// <summary>
    /// True when the order was read from the store after it was told to be deleted: it came back, and the one message overtook
    /// the other.
    /// </summary>
    private async Task<bool> RestoreAsync(Stored<OrderClaim> claim, DateTimeOffset? readAt, CancellationToken cancel)
    {
        if (!(claim.Value.DeletedAt + Echo < readAt)) return false;
        await documents.SaveAsync(OrderClaim.Type, claim, claim.Value with { DeletedAt = null }, cancel);
        return true;
    }

    /// <summary>From now on the order lives there; nothing happens when the claim was changed meanwhile.</summary>
    private async Task PlaceAsync(Stored<OrderClaim> claim, FoundCustomer buyer, StoreVersion offered, CancellationToken cancel) =>
        await documents.SaveAsync(OrderClaim.Type, claim, claim.Value.PlacedAt(buyer.Id, writer.NewOrderId(buyer.Id), offered), cancel);

    /// <summary>Null when order or customer were changed meanwhile.</summary>
    private async Task<Imported?> TakeAsync(
        Store store, StoreOrder version, StoreVersion offered, OrderClaim claim, OrderPlace place, FoundCustomer buyer, CancellationToken cancel)
    {
        var told = await prepareCustomer.RunAsync(store, buyer, place.Customer, Telling.Of(version, offered.ReadAt), cancel);
        var taken = await writer.WriteAsync(store, place, decision => decision.Take(told.Customer, place.Order?.Value, claim.OrderId!, store, version, offered, claim.DeletedAt >= version.UpdatedAt), cancel, told.Writes);
        if (taken is not { } change) return null;
        return new(
            place.Order is null ? ImportResult.Created : ImportResult.Updated,
            place.Customer is not { } before ? ImportResult.Created : before.Value.RecordVersion != change.Customer.RecordVersion ? ImportResult.Updated : ImportResult.Unchanged);
    }

    /// <summary>
    /// A version that is not taken may still tell of the buyer what nobody has told yet: webhooks leave out what a pull of the
    /// same version has. Null when the customer was changed meanwhile.
    /// </summary>
    private async Task<ImportResult?> HearAsync(Store store, StoreOrder version, DateTimeOffset? readAt, OrderPlace place, CancellationToken cancel)
    {
        if (place.Customer is not { } current) return ImportResult.Unchanged;
        var told = await prepareCustomer.BesidesAsync(store, current.Value, Telling.Of(version, readAt), cancel);
        return told.Customer == current.Value ? ImportResult.Unchanged : await writer.NoteAsync(current, told, cancel) ? ImportResult.Updated : null;
    }

    private static Imported Combined(Imported result, ImportResult heard, VersionVerdict verdict) => result with
    {
        Customer = heard == ImportResult.Unchanged ? result.Customer : heard,
        ReadAgain = result.ReadAgain || verdict == VersionVerdict.Unsure,
    };

    private static VersionVerdict Judge(Order? order, OrderClaim claim, StoreVersion offered)
    {
        // A newer version has decided where the order lives and is on its way there, or there already.
        if (claim.PlacedFor?.Judge(offered) is { } placed and (VersionVerdict.Older or VersionVerdict.Unsure)) return placed;
        var verdict = order?.FromStore.Version.Judge(offered) ?? VersionVerdict.Newer;
        var revived = order is { Deleted: true } && !(claim.DeletedAt >= offered.At);
        return verdict == VersionVerdict.Same && revived ? VersionVerdict.Newer : verdict;
    }

    private static StoreCustomer? Identified(StoreCustomer? who) => who is { ExternalId: not null } or { Email: not null } ? who : null;
}

/// <param name="ReadAgain">The store must be asked which of two versions of one time holds.</param>
/// <param name="OfRedacted">The order lives at a redacted customer: what the store sent must not be kept longer than it takes.</param>
public sealed record Imported(ImportResult Order, ImportResult Customer = ImportResult.Unchanged, bool ReadAgain = false, bool OfRedacted = false);

public enum ImportResult { Created, Updated, Unchanged }

/// <summary>The order was changed by others each time this import was about to write it.</summary>
public sealed class OrderContendedException : Exception
{
    public OrderContendedException() { }
    public OrderContendedException(string message) : base(message) { }
    public OrderContendedException(string message, Exception inner) : base(message, inner) { }
}
