using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Customers.Domain.Outcomes;
using Customers.Domain.Sales;
using Customers.Functions.Http;

namespace Customers.Functions.Api;

/// <summary>A quantity of a line of an order or invoice: <c>quantity</c>, and what tells the line: its place from 1, a product, a sku or its description.</summary>
public sealed record PartRequest
{
    public Field<int> Line { get; init; }
    public Field<string> ProductId { get; init; }
    public Field<string> Sku { get; init; }
    public Field<string> Description { get; init; }
    [Required, Range(0.0001, SaleRules.LargestQuantity)] public Field<decimal> Quantity { get; init; }
    [JsonExtensionData] public Dictionary<string, JsonElement>? Unknown { get; init; }

    /// <summary>Null where none are given: all that is left.</summary>
    internal static IReadOnlyList<PartWish>? Read(Items<PartRequest> parts, Faults faults) => !parts.IsPresent || parts.IsNull ? null : parts.Read((part, i) =>
    {
        faults.Require(part.Quantity.HasValue || part.Quantity.Fault is not null, $"lines[{i}].quantity", "is required");
        faults.CheckQuantity(part.Quantity.Or(1, 1), $"lines[{i}].quantity");
        return new PartWish(part.Line.Or((int?)null), part.ProductId.TextOr(null), part.Sku.TextOr(null), part.Description.TextOr(null), part.Quantity.Or(1, 1));
    }, new(1, null, null, null, 1));
}
