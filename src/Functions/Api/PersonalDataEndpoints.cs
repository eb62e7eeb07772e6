using Customers.Domain.Identity;
using Customers.Domain.Outcomes;
using Customers.Domain.Redaction;
using Customers.Domain.Stores;
using Customers.Functions.Http;
using Customers.Functions.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Customers.Functions.Api;

/// <summary><c>/api/customers/{id}/personal-data</c> and <c>/redact</c>.</summary>
internal static class PersonalDataEndpoints
{
    public static void MapPersonalData(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/customers/{id}/personal-data", ReadAsync).WithTags("Customers")
            .WithSummary("Reads everything that is held on the person, bank details in full").Needs(Right.Redact);
        endpoints.MapPost("/api/customers/{id}/redact", RedactAsync).WithTags("Customers")
            .WithSummary("Overwrites all personal data of a customer; amounts and numbers stay. People may write to it again; stores bring amounts only").Needs(Right.Redact);
    }

    private static async Task<Results<Ok<PersonalDataResponse>, Refused>> ReadAsync(string id, ReadPersonalData read, HttpContext context) =>
        CustomerId.TryParse(id, out var customer)
            ? (await read.RunAsync(customer, context)).OrNotFound().Answer(TypedResults.Ok)
            : Refusal.NotFound.Answer();

    private static async Task<Results<Accepted<JobResponse>, Refused>> RedactAsync(string id, RedactionJobs jobs, HttpContext context) =>
        (await jobs.StartAsync(id, context.Caller(), context.RequestAborted)).Answer(job => Answers.Job(job.Id, JobResponse.Of(job)));
}

/// <param name="Events">What stores sent about the person and its orders, as far as it is still kept.</param>
public sealed record PersonalDataResponse(
    CustomerResponse Customer, IReadOnlyList<ContactResponse> Contacts, IReadOnlyList<AddressResponse> Addresses, IReadOnlyList<NoteResponse> Notes,
    IReadOnlyList<AttachmentResponse> Attachments, IReadOnlyList<OrderResponse> Orders, IReadOnlyList<QuoteResponse> Quotes, IReadOnlyList<HistoryResponse> History, IReadOnlyList<ToldByStoreResponse> Events);

/// <param name="Body">As it came; null when it is no longer kept.</param>
public sealed record ToldByStoreResponse(string Id, string StoreId, string Topic, string? ResourceId, DateTimeOffset ReceivedAt, string? Body)
{
    internal static ToldByStoreResponse Of(StoreEvent told, string? body) => new(told.Id, told.StoreId, told.Topic, told.ResourceId, told.ReceivedAt, body);
}
