using Customers.Domain.Contacts;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;
using Customers.Functions.Api;
using Customers.Functions.Http;

namespace Customers.Functions.Imports;

/// <summary>A row is a contact of the customer that it names: known by its email there, else a new one.</summary>
internal sealed class ImportContactRow(IDocumentStore documents, FindImported find, ChangeContact change)
{
    public async Task<RowResult> RunAsync(RowContext row, CancellationToken cancel)
    {
        if (row.Csv.Take("customerRef") is not { } reference) return RowResult.Refused("customerRef is required");
        if (await find.ByRefAsync(reference, cancel) is not { } customer) return RowResult.Refused("customerRef is no customer's ref");
        var faults = new Faults();
        var read = RowContext.Read<ContactRequest>(row.Csv.Cells!, faults);
        if (read.IsRefused(out var refusal)) return RowResult.Refused(refusal);
        var id = customer.Id.NewDocumentId(row.IdsOfFile, IdPrefixes.Contact);
        if (await documents.ReadAsync(Contact.Type, customer.Id.Value, id, cancel) is { } own)
            return row.IsOwn(own.Value.CreatedAt) && !row.Run.DryRun ? RowResult.Created : RowResult.Unchanged;
        return await WithEmailAsync(customer, read.Value.Email.TextOr(null), cancel) is { } found
            ? await ChangeAsync(row, customer, found, read.Value, cancel)
            : await CreateAsync(row, customer, id, read.Value, cancel);
    }

    private async Task<RowResult> CreateAsync(RowContext row, Customer customer, string id, ContactRequest request, CancellationToken cancel)
    {
        var faults = new Faults();
        var details = request.AsNew(faults);
        faults.Require(!row.Run.DryRun || customer.Counts.Contacts < ContactRules.MostOfCustomer, "customerRef", $"has {ContactRules.MostOfCustomer} contacts already");
        if (faults.Any) return RowResult.Refused(Refusal.Invalid(faults));
        if (row.Run.DryRun) return RowResult.Created;
        var created = await change.CreateAsync(customer.Id, id, details, request.Primary == true, row.Run.By, cancel);
        return created.IsRefused(out var refusal) ? RowResult.Refused(refusal) : RowResult.Created;
    }

    private async Task<RowResult> ChangeAsync(RowContext row, Customer customer, Contact found, ContactRequest request, CancellationToken cancel)
    {
        // A file says who is the primary contact; it does not say that nobody is.
        var primary = request.Primary == true ? true : (bool?)null;
        if (row.Run.DryRun)
        {
            var wanted = request.ApplyTo(found.Details);
            if (ContactRules.Check(wanted) is { Any: true } faults) return RowResult.Refused(Refusal.Invalid(faults));
            return Domain.History.HistoryWriter.Between(found.Details, wanted).Count == 0 && (primary is null || customer.PrimaryContactId == found.Id) ? RowResult.Unchanged : RowResult.Updated;
        }

        var changed = await change.ChangeAsync(customer.Id, found.Id, request.ApplyTo, primary, _ => true, row.Run.By, cancel);
        if (changed.IsRefused(out var refusal)) return RowResult.Refused(refusal);
        var isSame = changed.Value.Contact.Version == found.Version && changed.Value.IsPrimary == (customer.PrimaryContactId == found.Id);
        return isSame && !await find.WasTakenAsync(row, customer.Id, cancel) ? RowResult.Unchanged : RowResult.Updated;
    }

    private async Task<Contact?> WithEmailAsync(Customer customer, string? email, CancellationToken cancel)
    {
        if (email is null || !customer.ContactTexts.Values.Any(text => text.Contains(email, StringComparison.OrdinalIgnoreCase))) return null;
        await foreach (var contact in documents.AllAsync(Contact.Type, new Query(Contact.Type, 500) { Partition = customer.Id.Value }, cancel))
            if (string.Equals(contact.Value.Details.Email, email, StringComparison.OrdinalIgnoreCase)) return contact.Value;
        return null;
    }
}
