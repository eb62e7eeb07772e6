using Customers.Domain.Customers;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;

namespace Customers.Domain.Notes;

/// <summary>Somebody notes something about a customer, stamped with who and when.</summary>
public sealed class AddNote(WriteParts parts, IIdSource ids, TimeProvider clock)
{
    /// <summary>Running it again with the same ids finds the first. Refusals: <c>validation-failed</c>, not found.</summary>
    public async Task<Outcome<Note>> RunAsync(CustomerId customerId, string text, Caller by, CancellationToken cancel)
    {
        if (NoteRules.Check(text) is { Any: true } faults) return Refusal.Invalid(faults);
        var note = new Note { Id = customerId.NewDocumentId(ids, IdPrefixes.Note), CustomerId = customerId, Text = text, By = by.Id, ByName = by.Name, CreatedAt = clock.GetUtcNow() };
        return await parts.RunAsync<Note, Note>(customerId, Note.Type, note.Id, (customer, existing) =>
        {
            if (existing is not null) return new PartChange<Note>(existing.Value, customer, []);
            var next = customer with { Counts = customer.Counts with { Notes = customer.Counts.Notes + 1 } };
            // The note never changes, so its text stands in one place only.
            var entry = HistoryWriter.Entry(customerId, note.Id, "created", by, note.CreatedAt, ids);
            return new PartChange<Note>(note, next, [Note.Type.Create(note), HistoryEntry.Type.Create(entry)]);
        }, cancel);
    }
}
