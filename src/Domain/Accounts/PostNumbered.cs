using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;
using Customers.Domain.Settings;

namespace Customers.Domain.Accounts;

/// <summary>
/// Posts a document that has a number as settings say. The number is taken last, when nothing speaks against the document any
/// more, and given back when something does in the end. A repeat of the request finds the document by its id.
/// </summary>
public sealed class PostNumbered(WriteAccount account, TakeNumber numbers, IIdSource ids)
{
    /// <param name="given">Null: an automatic number.</param>
    /// <param name="decide">From the case, the id of the document and the way to its number. It may run many times.</param>
    /// <returns>The document. Refusals: <c>validation-failed</c> on <c>number</c>, <c>number-taken</c>, and those of the decision.</returns>
    public async Task<Outcome<Posting>> RunAsync(
        CustomerId customer, PostingKind kind, NumberedKind numbered, string? given, Caller by, Func<AccountCase, string, Func<Task<Outcome<string>>>, Task<Outcome<AccountChange<Posting>>>> decide, CancellationToken cancel)
    {
        while (true)
        {
            var id = customer.NewDocumentId(ids, PostingIds.PrefixOf(kind));
            NumberReservation? reserved = null;
            try
            {
                var posted = await account.RunAsync(customer, by, async at =>
                    await at.FindAsync(Posting.Type, id, cancel) is { } made ? new AccountChange<Posting>(made.Value) : await decide(at, id, NumberAsync), cancel);
                if (reserved is null) return posted;
                if (posted.IsRefused(out _)) await numbers.GiveBackAsync(reserved, cancel);
                else numbers.Posted(reserved);
                return posted;
            }
            catch (DocumentAbandonedException)
            {
                if (reserved is not null) await numbers.GiveBackAsync(reserved, cancel);
            }

            async Task<Outcome<string>> NumberAsync()
            {
                if (reserved is not null) return reserved.Text;
                var taken = await numbers.RunAsync(numbered, given, customer, id, cancel);
                if (taken.IsRefused(out var refusal)) return refusal;
                reserved = taken.Value;
                return reserved.Text;
            }
        }
    }
}
