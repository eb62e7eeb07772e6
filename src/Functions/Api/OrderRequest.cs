using System.ComponentModel.DataAnnotations;
using Customers.Domain.Amounts;
using Customers.Domain.Orders;
using Customers.Domain.Outcomes;
using Customers.Domain.Settings;
using Customers.Functions.Http;

namespace Customers.Functions.Api;

/// <summary>What a caller may write of an order: POST (<c>lines</c> are required) and PATCH (absent = keep, null = clear).</summary>
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
