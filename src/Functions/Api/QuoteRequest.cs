using System.ComponentModel.DataAnnotations;
using Customers.Domain.Amounts;
using Customers.Domain.Outcomes;
using Customers.Domain.Quotes;
using Customers.Domain.Settings;
using Customers.Functions.Http;

namespace Customers.Functions.Api;

/// <summary>What a caller may write of a quote: POST (<c>lines</c> are required) and PATCH (absent = keep, null = clear).</summary>
[Example("""
    {
      "notes": "Prices hold for 30 days.",
      "adjustments": [{ "kind": "discount", "percent": "5" }],
      "lines": [
        { "sku": "LINEN", "description": "Linen, by the metre", "quantity": "0.5", "unitPrice": "24.00", "taxPercent": 19 },
        { "sku": "SHIRT-M", "description": "Shirt, size M", "quantity": 3, "unitPrice": "19.99", "discountPercent": "10", "taxPercent": 19 }
      ]
    }
    """, Change = """{ "notes": null, "poNumber": "PO-7733" }""")]
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
