using System.ComponentModel.DataAnnotations;
using Customers.Domain.Amounts;
using Customers.Domain.Orders;
using Customers.Domain.Outcomes;
using Customers.Domain.Settings;
using Customers.Functions.Http;

namespace Customers.Functions.Api;

/// <summary>What a caller may write of an order: POST (<c>lines</c> are required) and PATCH (absent = keep, null = clear).</summary>
[Example("""
    {
      "status": "draft", "poNumber": "PO-7731", "notes": "Deliver before ten.",
      "lines": [
        { "sku": "LINEN", "description": "Linen, by the metre", "quantity": "0.5", "unitPrice": "24.00", "taxPercent": 19 },
        { "sku": "SHIRT-M", "description": "Shirt, size M", "quantity": 3, "unitPrice": "19.99", "discountPercent": "10", "taxPercent": 19 }
      ],
      "adjustments": [{ "kind": "customerDiscount", "percent": "5" }],
      "shippingAddress": { "company": "ABC Clothing Store", "line1": "Elm Street 1", "city": "Berlin", "postalCode": "10115", "country": "DE" }
    }
    """, Change = """{ "poNumber": "PO-7732", "notes": null, "adjustments": [] }""")]
public sealed record OrderRequest : SaleRequest
{
    /// <summary>Default: the next one. It never changes.</summary>
    [MaxLength(NumberText.Longest)] public Field<string> Number { get; init; }
    /// <summary>Of a new order <c>draft</c> (default) or <c>confirmed</c>; later it changes by moves.</summary>
    public Field<OrderStatus> Status { get; init; }
    /// <summary>Default: as the payment terms say.</summary>
    public Field<DateOnly> DueDate { get; init; }

    internal OrderWish ReadNew(Currency own, Faults faults)
    {
        if (Status.HasValue) faults.Require(Status.Value is OrderStatus.Draft or OrderStatus.Confirmed, "status", "must be draft or confirmed");
        var wish = new OrderWish(AsNew(own, faults)) { Number = Number.TextOr(null), Confirmed = Status.Or(default, default) == OrderStatus.Confirmed, DueDate = DueDate.Or((DateOnly?)null) };
        faults.AddMissing(new Faults().Require(Lines.IsPresent && !Lines.IsNull, "lines", "is required"));
        return wish;
    }

    internal OrderWish ReadChange(Currency own, Faults faults)
    {
        faults.Require(!Number.IsPresent, "number", "never changes").Require(!Status.IsPresent, "status", "changes by moves: POST …/confirm");
        return new(AsChange(own, faults)) { DueDate = DueDate.Or((DateOnly?)null), ClearsDueDate = DueDate.IsNull };
    }
}
