using Customers.Domain.Amounts;
using Customers.Domain.Customers;
using Customers.Domain.Outcomes;
using Customers.Domain.Sales;
using Customers.Domain.Search;

namespace Customers.Domain.Catalogue;

/// <summary>The products that the lines of a document name.</summary>
public sealed class KnownProducts(IReadOnlyList<Product> products)
{
    private readonly Dictionary<string, Product> _byId = products.ToDictionary(product => product.Id);
    private readonly Dictionary<string, Product> _bySku = products.ToDictionary(product => SearchWords.Fold(product.Sku));

    /// <summary>The lines with what their products say; and why they cannot be sold: <c>product-not-available</c>, or null.</summary>
    public (IReadOnlyList<LineWish> Lines, Refusal? Refusal) Complete(Customer customer, IReadOnlyList<LineWish> lines, Currency currency, Faults faults)
    {
        Refusal? refusal = null;
        LineWish[] complete = [.. lines.Select((line, i) => Find(line, $"lines[{i}]", faults) is { } product ? Of(product, line, i) : line)];
        return (complete, refusal);

        LineWish Of(Product product, LineWish line, int i)
        {
            if (!ProductVisibility.MayOrder(customer, product)) refusal ??= Refusal.Unprocessable("product-not-available", $"The customer may not order the product of lines[{i}].");
            var price = line.UnitPrice ?? (product.Details.Price.Currency == currency ? product.Details.Price : null);
            faults.Require(price is not null, $"lines[{i}].unitPrice", $"is required: the product has no price in {currency}");
            return line with { ProductId = product.Id, Sku = line.Sku ?? product.Sku, Description = line.Description ?? product.Details.Name, UnitPrice = price };
        }
    }

    private Product? Find(LineWish line, string at, Faults faults)
    {
        var bySku = line.Sku is { } sku ? _bySku.GetValueOrDefault(SearchWords.Fold(sku)) : null;
        if (line.ProductId is not { } id) return bySku;
        var product = _byId.GetValueOrDefault(id);
        faults.Require(product is not null, at + ".productId", "is no product")
            .Require(product is null || bySku is null || bySku == product, at + ".sku", "is that of another product");
        return product;
    }
}
