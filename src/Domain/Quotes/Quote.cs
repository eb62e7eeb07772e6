using Customers.Domain.Accounts;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Sales;
using Customers.Domain.Search;

namespace Customers.Domain.Quotes;

/// <summary>What a customer is offered, until a date. Every commit that touches it replaces the customer too.</summary>
public sealed record Quote
{
    public required string Id { get; init; }
    public required CustomerId CustomerId { get; init; }
    public required string Number { get; init; }
    /// <summary>What became of it; that it expires, no one writes: see <see cref="StatusOn"/>.</summary>
    public QuoteStatus Status { get; init; } = QuoteStatus.Open;
    public required Sale Sale { get; init; }
    public required SalesTerms Terms { get; init; }
    /// <summary>The last day on which it can be accepted.</summary>
    public required DateOnly ExpiresOn { get; init; }
    /// <summary>The order that it became.</summary>
    public string? OrderId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public int Version { get; init; } = 1;

    public QuoteStatus StatusOn(DateOnly today) => Status == QuoteStatus.Open && ExpiresOn < today ? QuoteStatus.Expired : Status;

    public static readonly DocumentType<Quote> Type = new("quote", Containers.Customers, q => q.CustomerId.Value, q => q.Id)
    {
        Single = new Dictionary<string, Func<Quote, FieldValue?>>
        {
            ["number"] = q => NumberOrder.KeyOf(SearchWords.Fold(q.Number)),
            ["status"] = q => q.Status.ToString(),
            ["poNumber"] = q => q.Terms.PoNumber,
            ["createdAt"] = q => q.CreatedAt.ToUnixTimeMilliseconds(),
            ["expiresOn"] = q => q.ExpiresOn.DayNumber,
            ["total"] = q => q.Sale.Total.SortKey,
        },
        Multi = new Dictionary<string, Func<Quote, FieldValue?>> { ["words"] = q => new FieldValue.Many(q.Sale.Words(q.Number, q.Terms)) },
        Facets = ["status"],
        Indexes = [["createdAt"], ["poNumber"], ["number"], ["total"], ["expiresOn"]],
        PartitionIndexes = [["createdAt"]],
        Moved = (quote, customer) => quote with { CustomerId = customer },
    };
}

/// <summary><see cref="Expired"/> follows from the date, and is never stored.</summary>
public enum QuoteStatus { Open, Accepted, Declined, Expired }
