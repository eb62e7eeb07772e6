using Customers.Domain.Claims;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;
using Customers.Domain.Settings;
using Customers.Domain.Stores;
using Customers.Functions.Api;

namespace Customers.Functions.Imports;

/// <summary>A row is a customer: known by its ref, or as a store's customer; else a new one.</summary>
internal sealed class ImportCustomerRow(IDocumentStore documents, FindImported find, CreateCustomer create, ChangeCustomer change, CheckImported check)
{
    private const int MostAttempts = 5;

    public async Task<RowResult> RunAsync(RowContext row, HubSettings settings, CancellationToken cancel)
    {
        var (storeId, externalId) = (row.Csv.Take("storeId"), row.Csv.Take("externalId"));
        var reference = row.Csv.Take("ref");
        if ((storeId is null) != (externalId is null)) return RowResult.Refused("externalId and storeId are given together or not at all");
        var store = storeId is null ? null : (await documents.ReadAsync(Store.Type, storeId, storeId, cancel))?.Value;
        if (storeId is not null && store is null) return RowResult.Refused("storeId is no store");
        var faults = new Faults();
        var read = RowContext.Read<CustomerRequest>(row.Csv.Cells!, faults);
        if (read.IsRefused(out var refusal)) return RowResult.Refused(refusal);

        var link = store is null ? null : new StoreLink(store.Id, store.Kind, externalId!);
        var keyless = reference is null && link is null;
        var claim = keyless ? row.Claim : link is null ? null : Claim.OfStoreCustomer(link.StoreId, link.ExternalId);
        var id = CustomerId.New(row.IdsOfRun);
        var found = await find.Async(reference, claim, cancel);
        if (found is not null && (keyless || found.Id == id)) return row.IsOwn(found.CreatedAt) && !row.Run.DryRun ? RowResult.Created : RowResult.Unchanged;
        if (reference is not null && found?.FormerRefs.Any(former => Claim.OfRef(former) == Claim.OfRef(reference)) == true) return RowResult.Refused($"ref is that of a customer that has gone into {found.Ref}");
        if (found is not null && reference is not null && Claim.OfRef(reference) != Claim.OfRef(found.Ref)) return RowResult.Refused("ref never changes");
        return found is null
            ? await CreateAsync(row, new(id, reference, link, claim, read.Value, settings), cancel)
            : await ChangeAsync(row, found, read.Value, cancel);
    }

    private async Task<RowResult> CreateAsync(RowContext row, NewCustomer wish, CancellationToken cancel)
    {
        var faults = new Faults();
        var start = new CustomerProfile { Name = "", Currency = wish.Settings.Organisation.BaseCurrency, Portal = wish.Settings.Portal };
        var profile = wish.Request.Checked(start, faults);
        if (faults.Any) return RowResult.Refused(Refusal.Invalid(faults));
        if (await check.NewAsync(profile, wish.Reference, cancel) is { } refusal) return RowResult.Refused(refusal);
        if (row.Run.DryRun) return RowResult.Created;
        for (var attempt = 1; ; attempt++)
        {
            var id = wish.Claim is null ? wish.Id : await find.ClaimAsync(wish.Claim, wish.Id, cancel);
            var created = await create.RunAsync(id, profile, wish.Reference, wish.Link, row.Run.By, cancel);
            if (!created.IsRefused(out var refused)) return RowResult.Created;
            // It took too long, and asks to try again.
            if (refused != CreateCustomer.Overtaken || attempt == MostAttempts) return RowResult.Refused(refused);
        }
    }

    private async Task<RowResult> ChangeAsync(RowContext row, Customer found, CustomerRequest request, CancellationToken cancel)
    {
        if (row.Run.DryRun) return await check.ChangeAsync(found, request.ApplyTo, cancel);
        var changed = await change.ProfileAsync(found.Id, request.ApplyTo, _ => true, row.Run.By, cancel);
        if (changed.IsRefused(out var refusal)) return RowResult.Refused(refusal);
        var isSame = changed.Value.RecordVersion == found.RecordVersion && !await find.WasTakenAsync(row, found.Id, cancel);
        return isSame ? RowResult.Unchanged : RowResult.Updated;
    }

    private sealed record NewCustomer(CustomerId Id, string? Reference, StoreLink? Link, string? Claim, CustomerRequest Request, HubSettings Settings);
}
