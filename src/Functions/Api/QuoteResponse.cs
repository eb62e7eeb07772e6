using System.Globalization;
using Customers.Domain.Quotes;
using Customers.Functions.Http;

namespace Customers.Functions.Api;

/// <summary>A quote as the API shows it.</summary>
public sealed record QuoteResponse : SaleResponse
{
    private QuoteResponse(Quote quote, DateOnly today) : base(quote.Sale, quote.Terms)
    {
        (Id, CustomerId, Number, Status) = (quote.Id, quote.CustomerId.Value, quote.Number, quote.StatusOn(today));
        (ExpiresOn, OrderId, CreatedAt, UpdatedAt) = (quote.ExpiresOn, quote.OrderId, quote.CreatedAt, quote.UpdatedAt);
    }

    public string Id { get; }
    public string CustomerId { get; }
    public string Number { get; }
    public QuoteStatus Status { get; }
    /// <summary>The last day on which it can be accepted.</summary>
    public DateOnly ExpiresOn { get; }
    /// <summary>The order that it became.</summary>
    public string? OrderId { get; }
    public DateTimeOffset CreatedAt { get; }
    public DateTimeOffset UpdatedAt { get; }

    /// <summary>The second part changes when it expires, which does not defeat an edit.</summary>
    internal static ETag TagOf(Quote quote, DateOnly today) => new(quote.Version.ToString(CultureInfo.InvariantCulture), quote.StatusOn(today) == QuoteStatus.Expired ? "expired" : "valid");

    internal static QuoteResponse Of(Quote quote, DateOnly today) => new(quote, today);
}
