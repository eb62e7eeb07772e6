using System.ComponentModel.DataAnnotations;
using Customers.Domain.Amounts;
using Customers.Domain.Outcomes;
using Customers.Domain.Quotes;
using Customers.Domain.Settings;
using Customers.Functions.Http;

namespace Customers.Functions.Api;

/// <summary>What a caller may write of a quote: POST (<c>lines</c> are required) and PATCH (absent = keep, null = clear).</summary>
public sealed record QuoteRequest : SaleRequest
{
    /// <summary>Default: the next one. It never changes.</summary>
    [MaxLength(NumberText.Longest)] public Field<string> Number { get; init; }
    /// <summary>The last day on which it can be accepted. Default: 30 days from its creation.</summary>
    public Field<DateOnly> ExpiresOn { get; init; }

    internal QuoteWish ReadNew(Currency own, Faults faults)
    {
        var wish = new QuoteWish(AsNew(own, faults)) { Number = Number.TextOr(null), ExpiresOn = ExpiresOn.Or((DateOnly?)null) };
        faults.AddMissing(new Faults().Require(Lines.IsPresent && !Lines.IsNull, "lines", "is required"));
        return wish;
    }

    internal QuoteWish ReadChange(Currency own, Faults faults)
    {
        faults.Require(!Number.IsPresent, "number", "never changes");
        return new(AsChange(own, faults)) { ExpiresOn = ExpiresOn.Or((DateOnly?)null), ClearsExpiry = ExpiresOn.IsNull };
    }
}
