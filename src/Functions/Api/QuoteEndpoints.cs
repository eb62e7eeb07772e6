using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;
using Customers.Domain.Quotes;
using Customers.Domain.Settings;
using Customers.Functions.Http;
using Customers.Functions.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Customers.Functions.Api;

/// <summary>Quotes: created, listed, read, changed, accepted, declined (CONTRACT §4).</summary>
internal static class QuoteEndpoints
{
    private static readonly string[] Sorts = ["number", "total", "expiresOn"];
    private static readonly string[] Filters = ["q", "status", "from", "to", "poNumber"];

    public static void MapQuotes(this IEndpointRouteBuilder endpoints)
    {
        var quotes = endpoints.MapGroup("/api").WithTags("Quotes");
        quotes.MapPost("/customers/{id}/quotes", CreateAsync).Refuses(RefusalKind.Conflict, "number-taken").Refuses(RefusalKind.Unprocessable, "currency-mismatch", "product-not-available")
            .WithSummary("Creates a quote; what is left out comes from the customer").Needs(Right.WriteQuotes);
        quotes.MapGet("/customers/{id}/quotes", OfCustomerAsync).Lists(Sorts, Filters)
            .WithSummary("Lists the quotes of a customer").Needs(Right.Read);
        quotes.MapGet("/quotes", ListAsync).Lists(Sorts, [.. Filters, "customerId"])
            .WithSummary("Lists and searches quotes of all customers by number, PO number, sku and description").Needs(Right.Read);
        quotes.MapGet("/quotes/{id}", ReadAsync)
            .WithSummary("Reads a quote").Needs(Right.Read);
        quotes.MapPatch("/quotes/{id}", ChangeAsync).Refuses(RefusalKind.Conflict, "wrong-quote-status", "quote-expired").Refuses(RefusalKind.Unprocessable, "currency-mismatch", "product-not-available")
            .WithSummary("Changes an open quote, or lets an expired one last longer; lines given replace all lines").Needs(Right.WriteQuotes);
        quotes.MapPost("/quotes/{id}/accept", AcceptAsync).Refuses(RefusalKind.Conflict, "wrong-quote-status", "quote-expired", "customer-on-hold", "credit-limit-exceeded").Refuses(RefusalKind.Invalid, "validation-failed")
            .WithSummary("Makes the quote an order, a draft: one, however often it is accepted").Needs(Right.WriteQuotes);
        quotes.MapPost("/quotes/{id}/decline", DeclineAsync).Refuses(RefusalKind.Conflict, "wrong-quote-status", "quote-expired")
            .WithSummary("Declines an open quote").Needs(Right.WriteQuotes);
    }

    private static async Task<Results<CreatedTagged<QuoteResponse>, Refused>> CreateAsync(
        string id, Body<QuoteRequest> body, CustomerStore customers, ChangeQuote change, CustomerView view, HttpContext context)
    {
        if (await customers.FindAsync(id, context.RequestAborted) is not { Value: var customer }) return Refusal.NotFound.Answer();
        var wish = body.Read((request, faults) => request.ReadNew(customer.Profile.Currency, faults));
        if (wish.IsRefused(out var refusal)) return refusal.Answer();
        var created = await change.CreateAsync(customer.Id, wish.Value, context.Caller(), context.RequestAborted);
        var today = await view.TodayAsync(context.RequestAborted);
        return created.Answer(quote => Answers.Created($"/api/quotes/{quote.Id}", QuoteResponse.Of(quote, today), QuoteResponse.TagOf(quote, today)));
    }

    private static async Task<Results<Ok<ListOf<QuoteResponse>>, Refused>> OfCustomerAsync(
        string id, ListRequest list, CustomerStore customers, CurrentSettings settings, CustomerView view, IDocumentStore documents, CancellationToken cancel)
    {
        var today = await view.TodayAsync(cancel);
        var query = QueryOf(list, (await settings.GetAsync(cancel)).Organisation, today);
        if (list.IsRefused(out var refusal)) return refusal.Answer();
        if (await customers.FindAsync(id, cancel) is not { } customer) return Refusal.NotFound.Answer();
        var page = await documents.QueryAsync(Quote.Type, list.Apply(query) with { Partition = customer.Value.Id.Value }, cancel);
        return TypedResults.Ok(list.Answer(page, quote => QuoteResponse.Of(quote.Value, today)));
    }

    private static async Task<Results<Ok<ListOf<QuoteResponse>>, Refused>> ListAsync(ListRequest list, CustomerStore customers, CurrentSettings settings, CustomerView view, IDocumentStore documents, CancellationToken cancel)
    {
        var today = await view.TodayAsync(cancel);
        var query = QueryOf(list, (await settings.GetAsync(cancel)).Organisation, today) with { Partition = await customers.LastIdAsync(list.Text("customerId"), cancel) };
        if (list.IsRefused(out var refusal)) return refusal.Answer();
        var page = await documents.QueryAsync(Quote.Type, list.Apply(query), cancel);
        return TypedResults.Ok(list.Answer(page, quote => QuoteResponse.Of(quote.Value, today)));
    }

    private static async Task<Results<Tagged<QuoteResponse>, Refused>> ReadAsync(string id, CustomerView view, CustomerStore customers, CancellationToken cancel) =>
        await AnswerAsync(await FindAsync(id, customers, cancel), view, cancel);

    private static async Task<Results<Tagged<QuoteResponse>, Refused>> ChangeAsync(
        string id, Body<QuoteRequest> body, IfMatch match, CustomerStore customers, ChangeQuote change, CustomerView view, HttpContext context)
    {
        var found = await FindAsync(id, customers, context.RequestAborted);
        if (found.IsRefused(out var refusal)) return refusal.Answer();
        var wish = body.Read((request, faults) => request.ReadChange(found.Value.Sale.Currency, faults));
        if (wish.IsRefused(out refusal)) return refusal.Answer();
        var changed = await change.RunAsync(found.Value.CustomerId, id, wish.Value, quote => match.Allows(QuoteResponse.TagOf(quote, default).Record), context.Caller(), context.RequestAborted);
        return await AnswerAsync(changed, view, context.RequestAborted);
    }

    private static async Task<Results<Tagged<QuoteResponse>, Refused>> AcceptAsync(string id, CustomerStore customers, AcceptQuote accept, CustomerView view, HttpContext context) =>
        await customers.OwnerOfAsync(id, IdPrefixes.Quote, context.RequestAborted) is { } customer
            ? await AnswerAsync(await accept.RunAsync(customer, id, context.Caller(), context.RequestAborted), view, context.RequestAborted)
            : Refusal.NotFound.Answer();

    private static async Task<Results<Tagged<QuoteResponse>, Refused>> DeclineAsync(string id, CustomerStore customers, ChangeQuote change, CustomerView view, HttpContext context) =>
        await customers.OwnerOfAsync(id, IdPrefixes.Quote, context.RequestAborted) is { } customer
            ? await AnswerAsync(await change.DeclineAsync(customer, id, context.Caller(), context.RequestAborted), view, context.RequestAborted)
            : Refusal.NotFound.Answer();

    private static async Task<Outcome<Quote>> FindAsync(string id, CustomerStore customers, CancellationToken cancel) =>
        await customers.FindDocumentAsync(Quote.Type, IdPrefixes.Quote, id, cancel) is { } found ? found.Value : Refusal.NotFound;

    private static async Task<Results<Tagged<QuoteResponse>, Refused>> AnswerAsync(Outcome<Quote> outcome, CustomerView view, CancellationToken cancel)
    {
        var today = await view.TodayAsync(cancel);
        return outcome.Answer(quote => Answers.Ok(QuoteResponse.Of(quote, today), QuoteResponse.TagOf(quote, today)));
    }

    private static Query QueryOf(ListRequest list, Organisation organisation, DateOnly today)
    {
        List<Condition?> conditions = [.. OrderList.Searched(list), .. OfStatus(list.Choice<QuoteStatus>("status"), today), OrderList.Created(list, organisation)];
        return new(Quote.Type, list.Limit) { Where = [.. conditions.OfType<Condition>()] };
    }

    /// <summary>That a quote has expired follows from its date.</summary>
    private static IEnumerable<Condition> OfStatus(QuoteStatus? status, DateOnly today)
    {
        if (status is not { } asked) yield break;
        yield return new Condition.Equal("status", (asked == QuoteStatus.Expired ? QuoteStatus.Open : asked).ToString());
        if (asked == QuoteStatus.Open) yield return new Condition.Range("expiresOn", today.DayNumber, null);
        if (asked == QuoteStatus.Expired) yield return new Condition.Range("expiresOn", null, today.DayNumber);
    }
}
