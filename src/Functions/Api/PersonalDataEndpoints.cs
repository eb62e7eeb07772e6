using Customers.Domain.Accounts;
using Customers.Domain.Amounts;
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
            ? (await read.RunAsync(customer, context.Caller(), context.RequestAborted)).OrNotFound().Answer(TypedResults.Ok)
            : Refusal.NotFound.Answer();

    private static async Task<Results<Accepted<JobResponse>, Refused>> RedactAsync(string id, RedactionJobs jobs, HttpContext context) =>
        (await jobs.StartAsync(id, context.Caller(), context.RequestAborted)).Answer(job => Answers.Job(job.Id, JobResponse.Of(job)));
}

/// <summary>Written as it is read, so that it may be of any size.</summary>
/// <param name="Postings">Invoices, payments, credit notes, refunds.</param>
/// <param name="Events">What stores sent about the person and its orders, as far as it is still kept.</param>
/// <param name="Answers">To requests about the person, kept for a day for their repeats.</param>
public sealed record PersonalDataResponse(
    CustomerResponse Customer, IAsyncEnumerable<ContactResponse> Contacts, IAsyncEnumerable<AddressResponse> Addresses, IAsyncEnumerable<NoteResponse> Notes,
    IAsyncEnumerable<AttachmentResponse> Attachments, IAsyncEnumerable<OrderResponse> Orders, IAsyncEnumerable<QuoteResponse> Quotes, IAsyncEnumerable<PostingResponse> Postings,
    IAsyncEnumerable<ReturnResponse> Returns, IAsyncEnumerable<DeliveryNoteResponse> DeliveryNotes,
    IAsyncEnumerable<HistoryResponse> History, IAsyncEnumerable<ToldByStoreResponse> Events, IAsyncEnumerable<KeptAnswerResponse> Answers);

/// <param name="Open">Of an invoice, what remains to be paid; of a payment or credit note, what is unallocated.</param>
public sealed record PostingResponse(
    string Id, PostingKind Kind, string Number, DateOnly Date, DateOnly? DueDate, string Currency, Money Total, Money Open, string? OrderId, string? Reason)
{
    internal static PostingResponse Of(Posting p) => new(p.Id, p.Kind, p.Number, p.Date, p.DueDate, p.Total.Currency.Code, p.Total, p.Open, p.OrderId, p.Reason);
}

/// <param name="Body">As it came; null when it is no longer kept.</param>
public sealed record ToldByStoreResponse(string Id, string StoreId, string Topic, string? ResourceId, DateTimeOffset ReceivedAt, string? Body)
{
    internal static ToldByStoreResponse Of(StoreEvent told, string? body) => new(told.Id, told.StoreId, told.Topic, told.ResourceId, told.ReceivedAt, body);
}

public sealed record KeptAnswerResponse(DateTimeOffset At, int Status, string? Location, string? Body)
{
    internal static KeptAnswerResponse? Of(KeptAnswer kept) => kept.Answer is { } answer ? new(kept.FirstAt, answer.Status, answer.Location, answer.Body) : null;
}
