using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;
using Customers.Functions.Http;
using Customers.Functions.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Customers.Functions.Api;

/// <summary>What is put on a customer one by one: owner, tags, alerts, favourite products (CONTRACT §2).</summary>
internal static class CustomerMarkEndpoints
{
    public static void MapCustomerMarks(this IEndpointRouteBuilder endpoints)
    {
        var customer = endpoints.MapGroup("/api/customers/{id}").WithTags("Customers");
        customer.MapPut("/owner", OwnAsync).BodyMayBeEmpty()
            .WithSummary("Gives the customer to the holder of another key; without a body, to the caller").Needs(Right.WriteCustomers);
        customer.MapPut("/tags/{tag}", TagAsync).Refuses(RefusalKind.Invalid, "validation-failed")
            .WithSummary("Puts a tag on the customer").Needs(Right.WriteCustomers);
        customer.MapDelete("/tags/{tag}", UntagAsync)
            .WithSummary("Takes a tag off the customer").Needs(Right.WriteCustomers);
        customer.MapPost("/alerts", AlertAsync)
            .WithSummary("Adds a warning that shows wherever the customer appears").Needs(Right.WriteCustomers);
        customer.MapDelete("/alerts/{alertId}", RemoveAlertAsync)
            .WithSummary("Removes a warning").Needs(Right.WriteCustomers);
        customer.MapPut("/favorites/{productId}", FavorAsync).Refuses(RefusalKind.Invalid, "validation-failed")
            .WithSummary("Makes a product one of the customer's favourites").Needs(Right.WriteCustomers);
        customer.MapDelete("/favorites/{productId}", DisfavorAsync)
            .WithSummary("Takes a product off the customer's favourites").Needs(Right.WriteCustomers);
        endpoints.MapGet("/api/tags", TagsAsync).Lists().WithTags("Customers")
            .WithSummary("Lists the tags that customers have, by name").Needs(Right.Read);
    }

    private static async Task<Results<Tagged<CustomerResponse>, Refused>> OwnAsync(
        string id, Body<OwnerRequest> body, IfMatch match, ChangeOwner change, CustomerView view, HttpContext context)
    {
        if (!CustomerId.TryParse(id, out var customer)) return Refusal.NotFound.Answer();
        var owner = body.Read((request, faults) => request.Owner(faults));
        if (owner.IsRefused(out var refusal)) return refusal.Answer();
        return await view.AnswerAsync(await change.RunAsync(customer, owner.Value, match.Fits(), context.Caller(), context.RequestAborted), context);
    }

    private static async Task<Results<Tagged<CustomerResponse>, Refused>> TagAsync(string id, string tag, IfMatch match, MarkCustomer mark, CustomerView view, HttpContext context) =>
        CustomerId.TryParse(id, out var customer)
            ? await view.AnswerAsync(await mark.TagAsync(customer, Decoded(tag), match.Fits(), context.Caller(), context.RequestAborted), context)
            : Refusal.NotFound.Answer();

    private static async Task<Results<NoContent, Refused>> UntagAsync(string id, string tag, IfMatch match, MarkCustomer mark, HttpContext context) =>
        CustomerId.TryParse(id, out var customer)
            ? Gone(await mark.UntagAsync(customer, Decoded(tag), match.Fits(), context.Caller(), context.RequestAborted))
            : Refusal.NotFound.Answer();

    private static async Task<Results<CreatedTagged<Alert>, Refused>> AlertAsync(string id, Body<AlertRequest> body, IfMatch match, MarkCustomer mark, HttpContext context)
    {
        if (!CustomerId.TryParse(id, out var customer)) return Refusal.NotFound.Answer();
        var message = body.Read((request, faults) => request.Text(faults));
        if (message.IsRefused(out var refusal)) return refusal.Answer();
        var done = await mark.AlertAsync(customer, message.Value, match.Fits(), context.Caller(), context.RequestAborted);
        return done.Answer(made => Answers.Created($"/api/customers/{id}/alerts/{made.Alert.Id}", made.Alert, CustomerResponse.TagOf(made.Customer)));
    }

    private static async Task<Results<NoContent, Refused>> RemoveAlertAsync(string id, string alertId, IfMatch match, MarkCustomer mark, HttpContext context) =>
        CustomerId.TryParse(id, out var customer)
            ? Gone(await mark.RemoveAlertAsync(customer, alertId, match.Fits(), context.Caller(), context.RequestAborted))
            : Refusal.NotFound.Answer();

    private static async Task<Results<Tagged<CustomerResponse>, Refused>> FavorAsync(
        string id, string productId, IfMatch match, MarkCustomer mark, CustomerView view, HttpContext context) =>
        CustomerId.TryParse(id, out var customer)
            ? await view.AnswerAsync(await mark.FavorAsync(customer, productId, match.Fits(), context.Caller(), context.RequestAborted), context)
            : Refusal.NotFound.Answer();

    private static async Task<Results<NoContent, Refused>> DisfavorAsync(string id, string productId, IfMatch match, MarkCustomer mark, HttpContext context) =>
        CustomerId.TryParse(id, out var customer)
            ? Gone(await mark.DisfavorAsync(customer, productId, match.Fits(), context.Caller(), context.RequestAborted))
            : Refusal.NotFound.Answer();

    private static async Task<Results<Ok<ListOf<TagResponse>>, Refused>> TagsAsync(ListRequest list, IDocumentStore documents, KnownTags tags, CancellationToken cancel)
    {
        var query = new Query(KnownTag.Type, list.Limit) { SortBy = "name" };
        if (list.IsRefused(out var refusal)) return refusal.Answer();
        var page = await documents.QueryAsync(KnownTag.Type, list.Apply(query), cancel);
        var used = await tags.InUseAsync([.. page.Items.Select(tag => tag.Value.Name)], cancel);
        return TypedResults.Ok(list.Answer(page with { Items = [.. page.Items.Where(tag => used.Contains(tag.Value.Name))] }, tag => new TagResponse(tag.Value.Name)));
    }

    private static Results<NoContent, Refused> Gone(Outcome<Customer> outcome) => outcome.Answer(_ => TypedResults.NoContent());

    /// <summary>A slash within a segment is the one thing that routing leaves encoded.</summary>
    private static string Decoded(string tag) => tag.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase).Trim();
}

public sealed record TagResponse(string Tag);
