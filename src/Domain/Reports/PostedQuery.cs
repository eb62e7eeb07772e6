using Customers.Domain.Accounts;
using Customers.Domain.Documents;

namespace Customers.Domain.Reports;

/// <summary>What was posted in a period, of all customers, by date.</summary>
public static class PostedQuery
{
    public const string Order = "postedOn";

    public static Query Of(Period period, PostingKind? kind) => new(Posting.Type, ReadAhead.PageOf(few: true))
    {
        Where =
        [
            new Condition.Range(Order, period.From.DayNumber, period.To.DayNumber + 1),
            .. kind is { } one ? [new Condition.Equal("kind", one.ToString())] : Array.Empty<Condition>(),
        ],
        SortBy = Order,
    };
}
