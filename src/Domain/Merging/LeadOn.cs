using Customers.Domain.Catalogue;
using Customers.Domain.Claims;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;

namespace Customers.Domain.Merging;

/// <summary>Leads what led to a customer to the one it goes into: claims, branches, products that only it may see.</summary>
public sealed class LeadOn(IDocumentStore documents, CustomerStore customers, Branches branches, IIdSource ids, TimeProvider clock)
{
    public async Task RunAsync(Customer from, Customer into, Caller by, CancellationToken cancel)
    {
        string[] claims =
        [
            .. from.FormerRefs.Prepend(from.Ref).Select(Claim.OfRef),
            .. from.ExternalIds.Select(link => Claim.OfStoreCustomer(link.StoreId, link.ExternalId)),
            .. from.EmailClaims,
        ];
        foreach (var claim in claims) await documents.LeadOnAsync(claim, from.Id, into, cancel);
        await foreach (var link in documents.AllAsync(BranchLink.Type, new Query(BranchLink.Type, 200) { Partition = from.Id.Value }, cancel))
            while (!await MoveAsync(link.Value, into.Id, by, cancel)) { } // it was changed meanwhile
        await ShowAsync(from.Id, into.Id, cancel);
    }

    private async Task<bool> MoveAsync(BranchLink link, CustomerId into, Caller by, CancellationToken cancel)
    {
        var found = await customers.FindAsync(link.BranchId, cancel);
        if (found is null ? clock.GetUtcNow() - link.MadeAt < Claim.Patience : found.Value.IsClosed) throw new CustomerMergingException($"{link.BranchId} is being created, or merged itself.");
        if (found is null) return true;
        // Whoever is about to name the old parent has read the branch before, and fails.
        if (found.Value.Profile.ParentId != link.ParentId) return await customers.CommitAsync(found, found.Value, [], cancel);
        var linked = await branches.LinkAsync(into, link.BranchId, cancel);
        if (linked.IsRefused(out var refusal)) throw new InvalidOperationException($"{into} takes no branches: {refusal.Code}.");
        var now = clock.GetUtcNow();
        var profile = found.Value.Profile with { ParentId = into, Classifications = linked.Value.Profile.Classifications };
        var entry = HistoryWriter.Entry(link.BranchId, link.BranchId.Value, "changed", by, now, ids, HistoryWriter.Between(found.Value.Profile, profile));
        return await customers.CommitAsync(found, found.Value.Touched(now) with { Profile = profile }, [HistoryEntry.Type.Create(entry)], cancel);
    }

    private async Task ShowAsync(CustomerId from, CustomerId into, CancellationToken cancel)
    {
        var exclusive = new Query(Product.Type, 100) { Where = [new Condition.Contains("exclusiveTo", from.Value)] };
        await foreach (var product in documents.AllAsync(Product.Type, exclusive, cancel))
            await documents.ChangeAsync(Product.Type, product.Value.Id, product.Value.Id, current => current?.Details.ExclusiveCustomerIds.Contains(from) != true ? null : current with
            {
                Details = current.Details with { ExclusiveCustomerIds = [.. current.Details.ExclusiveCustomerIds.Select(id => id == from ? into : id).Distinct()] },
                Version = current.Version + 1,
                UpdatedAt = clock.GetUtcNow(),
            }, cancel);
    }
}

public static class LeadingClaims
{
    /// <summary>A claim of a customer that went into another names that one; one of an email is released where that is B2B, for no email leads there.</summary>
    public static async Task LeadOnAsync(this IDocumentStore documents, string claimId, CustomerId from, Customer into, CancellationToken cancel)
    {
        while (await documents.ReadAsync(Claim.Type, claimId, claimId, cancel) is { } claim && claim.Value.CustomerId == from)
            if (Claim.IsOfEmail(claimId) && into.Profile.Channel != Channel.D2c ? await documents.DeleteAsync(Claim.Type, claim, cancel)
                : await documents.SaveAsync(Claim.Type, claim, claim.Value with { CustomerId = into.Id }, cancel) is not null) return;
    }
}
