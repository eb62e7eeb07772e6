using Customers.Domain.Contacts;
using Customers.Domain.Customers;
using Customers.Domain.Outcomes;

namespace Customers.Domain.Merging;

/// <summary>What forbids that one customer goes into another.</summary>
public static class MergeRules
{
    public static readonly Refusal Merging = Refusal.Conflict("customer-merging", "The customer is just being merged; try again when that has ended.");
    public static readonly Refusal Merged = Refusal.Conflict("customer-merged", "The customer has gone into another one already.");
    private static readonly Refusal OtherCurrency = Refusal.Unprocessable("currency-mismatch", "Only customers of the same currency can be merged.");
    private static readonly Refusal IsRedacted = Refusal.Conflict("customer-redacted", "A customer whose personal data was overwritten stays by itself.");
    private static readonly Refusal TooLarge = Refusal.Conflict("merge-too-large", $"Together they have more than {ContactRules.MostOfCustomer} contacts or {ProfileRules.MostTags} tags.");
    private static readonly Refusal UnderBranch = Refusal.Conflict("branch-with-branches", "A customer with branches cannot go into one that is a branch itself.");

    /// <param name="jobId">Of the merge that asks: what it holds already does not forbid it.</param>
    public static IEnumerable<Refusal> Against(Customer from, Customer into, string? jobId)
    {
        if (from.Profile.Currency != into.Profile.Currency) yield return OtherCurrency;
        if ((from.RedactedAt ?? into.RedactedAt) is not null) yield return IsRedacted;
        if (new[] { from.Merge, into.Merge }.Any(merge => merge is not null && merge.JobId != jobId)) yield return Merging;
        if (from.Counts.Contacts + into.Counts.Contacts > ContactRules.MostOfCustomer || from.Profile.Tags.Union(into.Profile.Tags).Count() > ProfileRules.MostTags) yield return TooLarge;
        if (from.Counts.Branches > 0 && into.Profile.ParentId is not null) yield return UnderBranch;
    }
}
