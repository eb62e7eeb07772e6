using System.Globalization;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Outcomes;
using Customers.Functions.Http;
using Customers.Functions.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Customers.Functions.Api;

/// <summary>Reading documents that only follow from an order: of one customer, across customers, one by its id.</summary>
internal static class DocumentLists
{
    private static readonly string[] Sorts = ["number"];

    /// <param name="filter">Reads what a list may ask for besides the order.</param>
    /// <param name="filters">The query parameters that it reads.</param>
    public static void MapDocuments<T, TResponse>(
        this IEndpointRouteBuilder endpoints, DocumentType<T> type, string prefix, string path, Func<T, TResponse> show, Func<T, int> version,
        Func<ListRequest, Condition?>? filter = null, params string[] filters) where T : class
    {
        filters = ["orderId", .. filters];
        endpoints.MapGeneric($"/api/customers/{{id}}/{path}", OfCustomerAsync).Lists(Sorts, filters).WithTags("Returns").WithSummary($"Lists the {Words(path)} of a customer").Needs(Right.Read);
        endpoints.MapGeneric($"/api/{path}", AcrossAsync).Lists(Sorts, [.. filters, "customerId"]).WithTags("Returns").WithSummary($"Lists the {Words(path)} of all customers").Needs(Right.Read);
        endpoints.MapGeneric($"/api/{path}/{{id}}", ReadAsync).WithTags("Returns").WithSummary($"Reads one of the {Words(path)}").Needs(Right.Read);

        async Task<Results<Ok<ListOf<TResponse>>, Refused>> OfCustomerAsync(string id, ListRequest list, CustomerStore customers, IDocumentStore documents, CancellationToken cancel)
        {
            var query = QueryOf(list);
            if (list.IsRefused(out var refusal)) return refusal.Answer();
            return await customers.FindAsync(id, cancel) is { } customer ? await PageAsync(list, query with { Partition = customer.Value.Id.Value }, documents, cancel) : Refusal.NotFound.Answer();
        }

        async Task<Results<Ok<ListOf<TResponse>>, Refused>> AcrossAsync(ListRequest list, CustomerStore customers, IDocumentStore documents, CancellationToken cancel)
        {
            var query = QueryOf(list) with { Partition = await customers.PartitionOfAsync(list.Text("customerId"), list.Text("orderId"), cancel) };
            return list.IsRefused(out var refusal) ? refusal.Answer() : await PageAsync(list, query, documents, cancel);
        }

        async Task<Ok<ListOf<TResponse>>> PageAsync(ListRequest list, Query query, IDocumentStore documents, CancellationToken cancel) =>
            TypedResults.Ok(list.Answer(await documents.QueryAsync(type, list.Apply(query), cancel), found => show(found.Value)));

        async Task<Results<Tagged<TResponse>, Refused>> ReadAsync(string id, CustomerStore customers, CancellationToken cancel) =>
            await customers.FindDocumentAsync(type, prefix, id, cancel) is { } found
                ? Answers.Ok(show(found.Value), new ETag(version(found.Value).ToString(CultureInfo.InvariantCulture)))
                : Refusal.NotFound.Answer();

        Query QueryOf(ListRequest list) => new(type, list.Limit)
        {
            Where = [.. new Condition?[] { list.Text("orderId") is { } order ? new Condition.Equal("orderId", order) : null, filter?.Invoke(list) }.OfType<Condition>()],
        };
    }

    private static string Words(string path) => path.Replace('-', ' ');
}
