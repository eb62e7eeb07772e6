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
/// <c>endpoints.MapPostings(PostingKind.Payment, "payments", "Payments", (posting, today) =&gt; …)</c>.
/// </summary>
internal static class PostingLists
{
    private static readonly string[] Sorts = ["number"];
    private static readonly string[] Filters = ["orderId", "from", "to"];

    /// <param name="show">As of today.</param>
    /// <param name="tag">Of what is shown; by itself the posting's version.</param>
    public static void MapPostings<T>(
        this IEndpointRouteBuilder endpoints, PostingKind kind, string path, string group, Func<Posting, DateOnly, T> show, Func<Posting, DateOnly, ETag>? tag = null, string[]? sorts = null, string[]? filters = null)
    {
        var words = path.Replace('-', ' ');
        (sorts, filters) = ([.. Sorts, .. sorts ?? []], [.. Filters, .. filters ?? []]);
        endpoints.MapGeneric($"/api/customers/{{id}}/{path}", OfCustomerAsync).Lists(sorts, filters).WithTags(group).WithSummary($"Lists the {words} of a customer").Needs(Right.Read);
        endpoints.MapGeneric($"/api/{path}", AcrossAsync).Lists(filters: [.. filters, "customerId"]).WithTags(group).WithSummary($"Lists the {words} of all customers").Needs(Right.Read);
        endpoints.MapGeneric($"/api/{path}/{{id}}", ReadAsync).WithTags(group).WithSummary($"Reads one of the {words}").Needs(Right.Read);

        async Task<Results<Ok<ListOf<T>>, Refused>> OfCustomerAsync(string id, ListRequest list, CustomerStore customers, CustomerView view, IDocumentStore documents, CancellationToken cancel)
        {
            var today = await view.TodayAsync(cancel);
            var query = QueryOf(list, kind, filters, today, "date");
            if (list.IsRefused(out var refusal)) return refusal.Answer();
            if (await customers.FindAsync(id, cancel) is not { } customer) return Refusal.NotFound.Answer();
            return TypedResults.Ok(list.Answer(await documents.QueryAsync(Posting.Type, list.Apply(query) with { Partition = customer.Value.Id.Value }, cancel), found => show(found.Value, today)));
        }

        async Task<Results<Ok<ListOf<T>>, Refused>> AcrossAsync(ListRequest list, CustomerStore customers, CustomerView view, IDocumentStore documents, CancellationToken cancel)
        {
            var today = await view.TodayAsync(cancel);
            var query = QueryOf(list, kind, filters, today, "postedOn") with { Partition = await customers.PartitionOfAsync(list.Text("customerId"), list.Text("orderId"), cancel) };
            if (list.IsRefused(out var refusal)) return refusal.Answer();
            return TypedResults.Ok(list.Answer(await documents.QueryAsync(Posting.Type, list.Apply(query), cancel), found => show(found.Value, today)));
        }

        async Task<Results<Tagged<T>, Refused>> ReadAsync(string id, CustomerView view, CustomerStore customers, CancellationToken cancel)
        {
            if (await customers.FindDocumentAsync(Posting.Type, PostingIds.PrefixOf(kind), id, cancel) is not { Value: var posting } || posting.Kind != kind) return Refusal.NotFound.Answer();
            var today = await view.TodayAsync(cancel);
            return Answers.Ok(show(posting, today), tag?.Invoke(posting, today) ?? PostingTags.TagOf(posting));
        }
    }

    /// <param name="dated">The field with the date that is indexed where the list looks.</param>
    private static Query QueryOf(ListRequest list, PostingKind kind, string[] filters, DateOnly today, string dated)
    {
        var (from, to) = (list.Date("from"), list.Date("to"));
        List<Condition?> conditions =
        [
            new Condition.Equal("kind", kind.ToString()),
            list.Text("orderId") is { } order ? new Condition.Equal("orderId", order) : null,
            .. filters.Contains("status") ? StatusOf(list.Choice<InvoiceStatus>("status"), today) : [],
            from is null && to is null ? null : new Condition.Range(dated, from?.DayNumber, to?.AddDays(1).DayNumber),
        ];
        return new(Posting.Type, list.Limit) { Where = [.. conditions.OfType<Condition>()] };
    }

    private static IEnumerable<Condition> StatusOf(InvoiceStatus? status, DateOnly today) => status switch
    {
        InvoiceStatus.Open => [new Condition.Range("openDue", today.DayNumber, null)],
        InvoiceStatus.Overdue => [new Condition.Range("openDue", 0L, today.DayNumber)],
        InvoiceStatus.Paid => [new Condition.Equal("isPaid", true)],
        _ => [],
    };
}
