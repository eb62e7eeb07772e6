using Customers.Domain.Accounts;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;
using Customers.Functions.Http;
using Customers.Functions.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Customers.Functions.Api;

/// <summary>
/// Reading what was posted: of one customer, across customers, one by its id. The same for every kind:
/// <c>endpoints.MapPostings(PostingKind.Payment, "payments", PaymentResponse.Of)</c>.
/// </summary>
internal static class PostingLists
{
    private static readonly string[] Sorts = ["number"];
    private static readonly string[] Filters = ["orderId", "from", "to"];

    public static void MapPostings<T>(this IEndpointRouteBuilder endpoints, PostingKind kind, string path, string tag, Func<Posting, T> show)
    {
        endpoints.MapGet($"/api/customers/{{id}}/{path}", (string id, ListRequest list, CustomerStore customers, IDocumentStore documents, CancellationToken cancel) =>
                OfCustomerAsync(id, list, kind, show, customers, documents, cancel))
            .Lists(Sorts, Filters).WithTags(tag).WithSummary($"Lists the {Words(path)} of a customer").Needs(Right.Read);
        endpoints.MapGet($"/api/{path}", (ListRequest list, IDocumentStore documents, CancellationToken cancel) => AcrossAsync(list, kind, show, documents, cancel))
            .Lists(Sorts, [.. Filters, "customerId"]).WithTags(tag).WithSummary($"Lists the {Words(path)} of all customers").Needs(Right.Read);
        endpoints.MapGet($"/api/{path}/{{id}}", (string id, IDocumentStore documents, CancellationToken cancel) => ReadAsync(id, kind, show, documents, cancel))
            .WithTags(tag).WithSummary($"Reads one of the {Words(path)}").Needs(Right.Read);
    }

    private static async Task<Results<Ok<ListOf<T>>, Refused>> OfCustomerAsync<T>(
        string id, ListRequest list, PostingKind kind, Func<Posting, T> show, CustomerStore customers, IDocumentStore documents, CancellationToken cancel)
    {
        var query = QueryOf(list, kind);
        if (list.IsRefused(out var refusal)) return refusal.Answer();
        if (await customers.FindAsync(id, cancel) is not { } customer) return Refusal.NotFound.Answer();
        return TypedResults.Ok(list.Answer(await documents.QueryAsync(Posting.Type, list.Apply(query) with { Partition = customer.Value.Id.Value }, cancel), found => show(found.Value)));
    }

    private static async Task<Results<Ok<ListOf<T>>, Refused>> AcrossAsync<T>(ListRequest list, PostingKind kind, Func<Posting, T> show, IDocumentStore documents, CancellationToken cancel)
    {
        var query = QueryOf(list, kind) with { Partition = list.Text("customerId") };
        if (list.IsRefused(out var refusal)) return refusal.Answer();
        return TypedResults.Ok(list.Answer(await documents.QueryAsync(Posting.Type, list.Apply(query), cancel), found => show(found.Value)));
    }

    private static async Task<Results<Tagged<T>, Refused>> ReadAsync<T>(string id, PostingKind kind, Func<Posting, T> show, IDocumentStore documents, CancellationToken cancel) =>
        CustomerId.TryFromDocumentId(id, PostingIds.PrefixOf(kind), out var customer) && await documents.ReadAsync(Posting.Type, customer.Value, id, cancel) is { } found && found.Value.Kind == kind
            ? Answers.Ok(show(found.Value), PostingTags.TagOf(found.Value))
            : Refusal.NotFound.Answer();

    private static Query QueryOf(ListRequest list, PostingKind kind)
    {
        var (from, to) = (list.Date("from"), list.Date("to"));
        List<Condition?> conditions =
        [
            new Condition.Equal("kind", kind.ToString()),
            list.Text("orderId") is { } order ? new Condition.Equal("orderId", order) : null,
            from is null && to is null ? null : new Condition.Range("date", from?.DayNumber, to?.AddDays(1).DayNumber),
        ];
        return new(Posting.Type, list.Limit) { Where = [.. conditions.OfType<Condition>()] };
    }

    private static string Words(string path) => path.Replace('-', ' ');
}
