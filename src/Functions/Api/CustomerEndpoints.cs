using Customers.Domain.Amounts;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;
using Customers.Domain.Settings;
using Customers.Functions.Http;
using Customers.Functions.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Customers.Functions.Api;

/// <summary><c>/api/customers</c> (CONTRACT §2).</summary>
internal static class CustomerEndpoints
{
    public static void MapCustomers(this IEndpointRouteBuilder endpoints)
    {
        var customers = endpoints.MapGroup("/api/customers").WithTags("Customers");
        customers.MapGet("", ListAsync).Lists(CustomerList.Sorts, CustomerList.Filters)
            .WithSummary("Lists and searches customers: every word of q is a prefix of a word in name, ref, email, phone or VAT number").Needs(Right.Read);
        customers.MapPost("", CreateAsync).Refuses(RefusalKind.Conflict, "reference-taken", "creation-overtaken")
            .WithSummary("Creates a customer; only the name is required").Needs(Right.WriteCustomers);
        customers.MapGet("/{id}", ReadAsync)
            .WithSummary("Reads a customer with its account").Needs(Right.Read);
        customers.MapPatch("/{id}", ChangeAsync).Refuses(RefusalKind.Conflict, "currency-is-fixed")
            .WithSummary("Changes a customer").Needs(Right.WriteCustomers);
        customers.MapDelete("/{id}", DeleteAsync).Refuses(RefusalKind.Conflict, "customer-has-documents")
            .WithSummary("Deletes a customer that has no documents").Needs(Right.WriteCustomers);
        customers.MapGet("/{id}/account", AccountAsync)
            .WithSummary("Reads the account with its open invoices by age").Needs(Right.Read);
    }

    private static async Task<Results<Ok<ListOf<CustomerResponse>>, Refused>> ListAsync(ListRequest list, IDocumentStore documents, CustomerView view, HttpContext context)
    {
        var query = CustomerList.Read(list);
        if (list.IsRefused(out var refusal)) return refusal.Answer();
        var page = await documents.QueryAsync(CustomerDocuments.Type, list.Apply(query), context.RequestAborted);
        var show = await view.ForAsync(context);
        return TypedResults.Ok(list.Answer(page, found => show(found.Value)));
    }

    private static async Task<Results<CreatedTagged<CustomerResponse>, Refused>> CreateAsync(
        Body<CustomerRequest> body, CreateCustomer create, CurrentSettings settings, CustomerView view, HttpContext context)
    {
        var hub = await settings.GetAsync(context.RequestAborted);
        var start = new CustomerProfile { Name = "", Currency = hub.Organisation.BaseCurrency, Portal = hub.Portal };
        var wish = body.Read((request, faults) => (Profile: request.Checked(start, faults), Request: request));
        if (wish.IsRefused(out var refusal)) return refusal.Answer();
        if (MayNotSetLimit(wish.Value.Request, context)) return NoLimit;
        var created = await create.RunAsync(wish.Value.Profile, wish.Value.Request.Ref.Or(null), context.Caller(), context.RequestAborted);
        var show = await view.ForAsync(context);
        return created.Answer(customer => Answers.Created($"/api/customers/{customer.Id}", show(customer), CustomerResponse.TagOf(customer)));
    }

    private static async Task<Results<Tagged<CustomerResponse>, Refused>> ReadAsync(string id, CustomerStore customers, CustomerView view, HttpContext context) =>
        await view.AnswerAsync(await FindAsync(id, customers, context.RequestAborted), context);

    private static async Task<Results<Tagged<CustomerResponse>, Refused>> ChangeAsync(
        string id, Body<CustomerRequest> body, IfMatch match, ChangeCustomer change, CustomerView view, HttpContext context)
    {
        if (!CustomerId.TryParse(id, out var customer)) return Refusal.NotFound.Answer();
        var wish = body.Read((request, faults) => request.AsChange(faults));
        if (wish.IsRefused(out var refusal)) return refusal.Answer();
        if (MayNotSetLimit(wish.Value, context)) return NoLimit;
        return await view.AnswerAsync(await change.ProfileAsync(customer, wish.Value.ApplyTo, match.Fits(), context.Caller(), context.RequestAborted), context);
    }

    private static async Task<Results<NoContent, Refused>> DeleteAsync(string id, IfMatch match, DeleteCustomer delete, HttpContext context)
    {
        if (!CustomerId.TryParse(id, out var customer)) return Refusal.NotFound.Answer();
        var deleted = await delete.RunAsync(customer, match.Fits(), context.Caller(), context.RequestAborted);
        return deleted.Answer(_ => TypedResults.NoContent());
    }

    private static async Task<Results<Tagged<AccountDetailResponse>, Refused>> AccountAsync(string id, CustomerStore customers, CurrentSettings settings, TimeProvider clock, CancellationToken cancel)
    {
        var hub = await settings.GetAsync(cancel);
        var found = await FindAsync(id, customers, cancel);
        return found.Answer(customer => Answers.Ok(
            AccountDetailResponse.Of(customer, hub.CreditControl, hub.Organisation.DateAt(clock.GetUtcNow())), CustomerResponse.TagOf(customer)));
    }

    private static async ValueTask<Outcome<Customer>> FindAsync(string id, CustomerStore customers, CancellationToken cancel) =>
        ((await customers.FindAsync(id, cancel))?.Value).OrNotFound();

    internal static Func<Customer, bool> Fits(this IfMatch match) => customer => match.Allows(CustomerResponse.TagOf(customer).Record);

    private static bool MayNotSetLimit(CustomerRequest request, HttpContext context) => request.CreditLimit.IsPresent && !context.Caller().May(Right.SetCreditLimit);

    private static Refused NoLimit => Refused.Forbidden("The role of this key does not allow to set a credit limit.");
}
