using System.Globalization;
using Customers.Domain.Amounts;
using Customers.Domain.Catalogue;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;
using Customers.Domain.Settings;
using Customers.Functions.Http;
using Customers.Functions.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Customers.Functions.Api;

/// <summary><c>/api/products</c> and what of it a customer may order (CONTRACT §3).</summary>
internal static class ProductEndpoints
{
    public static void MapProducts(this IEndpointRouteBuilder endpoints)
    {
        var products = endpoints.MapGroup("/api/products").WithTags("Catalogue");
        products.MapGet("", ListAsync).Lists([.. ProductList.Sorts, "updatedAt"], [.. ProductList.Filters, "active"])
            .WithSummary("Lists and searches products: every word of q is a prefix of a word in sku, name, collection, category or brand").Needs(Right.Read);
        products.MapPost("", CreateAsync).Refuses(RefusalKind.Conflict, "sku-taken", "creation-overtaken")
            .WithSummary("Creates a product; the sku never changes").Needs(Right.WriteCatalogue);
        products.MapGet("/{id}", ReadAsync)
            .WithSummary("Reads a product").Needs(Right.Read);
        products.MapPatch("/{id}", ChangeAsync)
            .WithSummary("Changes a product").Needs(Right.WriteCatalogue);
        products.MapDelete("/{id}", DeleteAsync)
            .WithSummary("Deletes a product").Needs(Right.WriteCatalogue);
        endpoints.MapGet("/api/customers/{id}/products", OfCustomerAsync).Lists(ProductList.Sorts, ProductList.Filters).WithTags("Catalogue")
            .WithSummary("Lists what this customer may see and order").Needs(Right.Read);
    }

    private static async Task<Results<Ok<ListOf<ProductResponse>>, Refused>> ListAsync(ListRequest list, IDocumentStore documents, CancellationToken cancel)
    {
        var query = ProductList.ReadAll(list);
        if (list.IsRefused(out var refusal)) return refusal.Answer();
        var page = await documents.QueryAsync(Product.Type, list.Apply(query), cancel);
        return TypedResults.Ok(list.Answer(page, product => ProductResponse.Of(product.Value)));
    }

    private static async Task<Results<Ok<ListOf<ProductResponse>>, Refused>> OfCustomerAsync(
        string id, ListRequest list, CustomerStore customers, ProductStore products, CancellationToken cancel)
    {
        var query = ProductList.Read(list);
        if (list.IsRefused(out var refusal)) return refusal.Answer();
        if (await customers.FindAsync(id, cancel) is not { } customer) return Refusal.NotFound.Answer();
        return TypedResults.Ok(list.Answer(await products.VisibleAsync(customer.Value, list.Apply(query), cancel), ProductResponse.Of));
    }

    private static async Task<Results<CreatedTagged<ProductResponse>, Refused>> CreateAsync(
        Body<ProductRequest> body, SaveProduct save, CurrentSettings settings, HttpContext context)
    {
        var currency = (await settings.GetAsync(context.RequestAborted)).Organisation.BaseCurrency;
        var wish = body.Read((request, faults) => request.AsNew(currency, faults));
        if (wish.IsRefused(out var refusal)) return refusal.Answer();
        var created = await save.CreateAsync(wish.Value.Sku, wish.Value.Details, context.Caller(), context.RequestAborted);
        return created.Answer(product => Answers.Created($"/api/products/{product.Id}", ProductResponse.Of(product), ProductResponse.TagOf(product)));
    }

    private static async Task<Results<Tagged<ProductResponse>, Refused>> ReadAsync(string id, ProductStore products, CancellationToken cancel) =>
        (await products.FindAsync(id, cancel)).OrNotFound().Answer(product => Answers.Ok(ProductResponse.Of(product.Value), ProductResponse.TagOf(product.Value)));

    private static async Task<Results<Tagged<ProductResponse>, Refused>> ChangeAsync(string id, Body<ProductRequest> body, IfMatch match, SaveProduct save, HttpContext context)
    {
        var changed = await save.ChangeAsync(id, current => body.Read((request, faults) => request.AsChange(current, faults)), Fits(match), context.Caller(), context.RequestAborted);
        return changed.Answer(product => Answers.Ok(ProductResponse.Of(product), ProductResponse.TagOf(product)));
    }

    private static async Task<Results<NoContent, Refused>> DeleteAsync(string id, IfMatch match, SaveProduct save, HttpContext context) =>
        (await save.DeleteAsync(id, Fits(match), context.Caller(), context.RequestAborted)).Answer(_ => TypedResults.NoContent());

    private static Func<Product, bool> Fits(IfMatch match) => product => match.Allows(ProductResponse.TagOf(product).Record);
}

/// <param name="Price">Decimal text, up to four decimals more than the currency has.</param>
/// <param name="IsExclusive">Only for the customers of <paramref name="ExclusiveCustomerIds"/>.</param>
public sealed record ProductResponse(
    string Id, string Sku, string Name, string Price, Currency Currency, string? Collection, string? Category, string? Brand,
    bool IsExclusive, IReadOnlyList<CustomerId> ExclusiveCustomerIds, bool Active, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public static ETag TagOf(Product product) => new(product.Version.ToString(CultureInfo.InvariantCulture));

    public static ProductResponse Of(Product product)
    {
        var d = product.Details;
        return new(product.Id, product.Sku, d.Name, d.Price.ToString(), d.Price.Currency, d.Collection, d.Category, d.Brand,
            d.IsExclusive, d.ExclusiveCustomerIds, d.Active, product.CreatedAt, product.UpdatedAt);
    }
}
