using Customers.Domain.Identity;
using Customers.Domain.Outcomes;
using Customers.Domain.Settings;

namespace Customers.Domain.Accounts;

/// <summary>
/// Creates a document that has a number as settings say. The number is taken last, when nothing speaks against the document any
/// more, and given back when something does in the end.
/// </summary>
public sealed class CreateNumbered(WriteAccount account, TakeNumber numbers, IIdSource ids)
{
    /// <summary>How often a request may break off, and come back so late that its number was given back.</summary>
    private const int MostTurns = 20;

    /// <param name="prefix">Of the document's id.</param>
    /// <param name="given">Null: an automatic number.</param>
    /// <param name="decide">From the case, the id of the document and the way to its number. Where the document is there already, a repeat of the request: that one, and no change.</param>
    /// <returns>Refusals: <c>validation-failed</c> on <c>number</c>, <c>number-taken</c>, and those of the decision.</returns>
    public async Task<Outcome<T>> RunAsync<T>(
        CustomerId customer, string prefix, NumberedKind kind, string? given, Caller by, Func<AccountCase, string, Func<Task<Outcome<string>>>, Task<Outcome<AccountChange<T>>>> decide, CancellationToken cancel)
    {
        // Drawn before anything else, so that every repeat comes upon the same ids, however far the runs before it came.
        var places = Enumerable.Range(0, MostTurns).Select(_ => customer.NewDocumentId(ids, prefix)).ToList();
        foreach (var id in places)
        {
            try
            {
                return await CreateAsync(customer, id, kind, given, by, decide, cancel);
            }
            catch (DocumentAbandonedException)
            {
                // Under the next one an earlier run may have made the document.
            }
        }

        throw new DocumentAbandonedException($"{places[^1]} was given up, and all ids before it.");
    }

    /// <summary>The same for what is posted on the account.</summary>
    public Task<Outcome<Posting>> PostAsync(
        CustomerId customer, PostingKind posted, NumberedKind kind, string? given, Caller by, Func<AccountCase, string, Func<Task<Outcome<string>>>, Task<Outcome<AccountChange<Posting>>>> decide, CancellationToken cancel) =>
        RunAsync(customer, PostingIds.PrefixOf(posted), kind, given, by, async (at, id, numberAsync) =>
            await at.FindMadeAsync(Posting.Type, id, cancel) is { } made ? new AccountChange<Posting>(made) : await decide(at, id, numberAsync), cancel);

    private async Task<Outcome<T>> CreateAsync<T>(
        CustomerId customer, string id, NumberedKind kind, string? given, Caller by, Func<AccountCase, string, Func<Task<Outcome<string>>>, Task<Outcome<AccountChange<T>>>> decide, CancellationToken cancel)
    {
        NumberReservation? reserved = null;
        try
        {
            var created = await account.RunAsync(customer, by, at => decide(at, id, NumberAsync), cancel);
            if (reserved is null) return created;
            if (created.IsRefused(out _)) await numbers.GiveBackAsync(reserved, cancel);
            else numbers.Posted(reserved);
            return created;
        }
        catch (DocumentAbandonedException) when (reserved is not null)
        {
            await numbers.GiveBackAsync(reserved, cancel);
            throw;
        }

        async Task<Outcome<string>> NumberAsync()
        {
            if (reserved is not null) return reserved.Text;
            var taken = await numbers.RunAsync(kind, given, customer, id, cancel);
            if (taken.IsRefused(out var refusal)) return refusal;
            reserved = taken.Value;
            return reserved.Text;
        }
    }
}
