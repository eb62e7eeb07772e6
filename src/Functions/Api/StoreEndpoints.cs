using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Outcomes;
using Customers.Domain.Stores;
using Customers.Functions.Http;
using Customers.Functions.Jobs;
using Customers.Functions.Security;
using Customers.Functions.Stores;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Customers.Functions.Api;

/// <summary><c>/api/stores</c> (CONTRACT §7).</summary>
internal static class StoreEndpoints
{
    public static void MapStores(this IEndpointRouteBuilder endpoints)
    {
        var stores = endpoints.MapGroup("/api/stores").WithTags("Stores");
        stores.MapGet("", ListAsync).Lists()
            .WithSummary("Lists the stores").Needs(Right.ManageStores);
        stores.MapPost("", CreateAsync).Refuses(RefusalKind.Invalid, "store-url-not-allowed").Refuses(RefusalKind.Conflict, "secret-in-use")
            .WithSummary("Registers a store").Needs(Right.ManageStores);
        stores.MapGet("/{id}", ReadAsync)
            .WithSummary("Reads a store; its secrets are never shown").Needs(Right.ManageStores);
        stores.MapPatch("/{id}", ChangeAsync).Refuses(RefusalKind.Invalid, "store-url-not-allowed").Refuses(RefusalKind.Conflict, "secret-in-use")
            .WithSummary("Changes a store, or replaces its secrets").Needs(Right.ManageStores);
        stores.MapDelete("/{id}", DeleteAsync)
            .WithSummary("Removes a store; its orders and customers stay").Needs(Right.ManageStores);
        stores.MapPost("/{id}/test", TestAsync).Refuses(RefusalKind.Unprocessable, "store-refused-credentials", "store-answered-error", "store-unreachable")
            .WithSummary("Tries the credentials at the store").Needs(Right.ManageStores);
        stores.MapPost("/{id}/pull", PullAsync).Refuses(RefusalKind.Conflict, "store-disabled")
            .WithSummary("Starts a pull, or names the one that is running").Needs(Right.ManageStores);
        stores.MapPost("/{id}/webhooks", RegisterAsync).Refuses(RefusalKind.Conflict, "webhooks-being-registered", "store-disabled")
            .Refuses(RefusalKind.Unprocessable, "public-url-missing", "store-refused-credentials", "store-answered-error", "store-unreachable")
            .WithSummary("Registers the missing webhooks at the store, and looks after them every hour from now on").Needs(Right.ManageStores);
        stores.MapGet("/{id}/status", StatusAsync)
            .WithSummary("Reads how the store is doing: cursor, last pull, open events, lag").Needs(Right.ManageStores);
    }

    private static async Task<Results<Ok<ListOf<StoreResponse>>, Refused>> ListAsync(ListRequest list, IDocumentStore documents, CancellationToken cancel)
    {
        if (list.IsRefused(out var refusal)) return refusal.Answer();
        var page = await documents.QueryAsync(Store.Type, list.Apply(new Query(Store.Type, list.Limit)), cancel);
        return TypedResults.Ok(list.Answer(page, store => StoreResponse.Of(store.Value)));
    }

    private static async Task<Results<CreatedTagged<StoreResponse>, Refused>> CreateAsync(
        Body<StoreRequest> body, SaveStore save, CustomerStore customers, IOptions<HubOptions> hub, HttpContext context)
    {
        var wish = await CheckAsync(body.Read((request, faults) => request.Read(null, faults)), customers, hub.Value, context.RequestAborted);
        if (wish.IsRefused(out var refusal)) return refusal.Answer();
        var created = await save.CreateAsync(wish.Value, context.Caller(), context.RequestAborted);
        return created.Answer(store => Answers.Created($"/api/stores/{store.Id}", StoreResponse.Of(store), StoreResponse.TagOf(store)));
    }

    private static async Task<Results<Tagged<StoreResponse>, Refused>> ReadAsync(string id, IDocumentStore documents, CancellationToken cancel) =>
        (await documents.ReadAsync(Store.Type, id, id, cancel)).OrNotFound().Answer(store => Answers.Ok(StoreResponse.Of(store.Value), StoreResponse.TagOf(store.Value)));

    private static async Task<Results<Tagged<StoreResponse>, Refused>> ChangeAsync(
        string id, Body<StoreRequest> body, IfMatch match, SaveStore save, CustomerStore customers, IOptions<HubOptions> hub, HttpContext context)
    {
        var changed = await save.ChangeAsync(id, current => CheckAsync(body.Read((request, faults) => request.Read(current, faults)), customers, hub.Value, context.RequestAborted), Fits(match), context.Caller(), context.RequestAborted);
        return changed.Answer(store => Answers.Ok(StoreResponse.Of(store), StoreResponse.TagOf(store)));
    }

    private static async Task<Results<NoContent, Refused>> DeleteAsync(string id, IfMatch match, SaveStore save, HttpContext context) =>
        (await save.DeleteAsync(id, Fits(match), context.Caller(), context.RequestAborted)).Answer(_ => TypedResults.NoContent());

    private static async Task<Results<Ok<StoreTestResponse>, Refused>> TestAsync(string id, StoreRegistry stores, ReadFromStore readers, CancellationToken cancel)
    {
        if (await stores.FindAsync(id, cancel) is not { } store) return Refusal.NotFound.Answer();
        return (await readers.TestAsync(store, cancel)).Answer(name => TypedResults.Ok(new StoreTestResponse(name)));
    }

    private static async Task<Results<Accepted<JobResponse>, Refused>> PullAsync(string id, StoreRegistry stores, PullJobs jobs, CancellationToken cancel)
    {
        if (await stores.FindAsync(id, cancel) is not { } store) return Refusal.NotFound.Answer();
        if (store.Store.DisabledAt is not null) return Store.Disabled.Answer();
        var job = await jobs.StartAsync(store.Store, cancel);
        return Answers.Job(job.Id, JobResponse.Of(job));
    }

    private static async Task<Results<Ok<StoreWebhooksResponse>, Refused>> RegisterAsync(string id, StoreRegistry stores, RegisterWebhooks register, CancellationToken cancel)
    {
        if (await stores.FindAsync(id, cancel) is not { } store) return Refusal.NotFound.Answer();
        return (await register.RunAsync(store, cancel)).Answer(topics => TypedResults.Ok(new StoreWebhooksResponse(topics)));
    }

    private static async Task<Results<Ok<StoreStatusResponse>, Refused>> StatusAsync(string id, StoreRegistry stores, StoreProgress progress, CancellationToken cancel) =>
        await stores.FindAsync(id, cancel) is null ? Refusal.NotFound.Answer() : TypedResults.Ok(await progress.OfAsync(id, cancel));

    private static async Task<Outcome<StoreWish>> CheckAsync(Outcome<StoreWish> wish, CustomerStore customers, HubOptions hub, CancellationToken cancel)
    {
        if (wish.IsRefused(out _)) return wish;
        if (await StoreUrl.CheckAsync(wish.Value.Url, hub.AllowLocalStores, cancel) is { } refusal) return refusal;
        if (wish.Value.Defaults.CustomerId is { } id && await customers.FindAsync(id, cancel) is null) return Refusal.Invalid("defaults.customerId", "is no customer");
        return wish;
    }

    private static Func<Store, bool> Fits(IfMatch match) => store => match.Allows(StoreResponse.TagOf(store).Record);
}
