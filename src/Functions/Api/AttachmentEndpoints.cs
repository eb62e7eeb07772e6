using System.Globalization;
using Customers.Domain.Attachments;
using Customers.Domain.Blobs;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;
using Customers.Functions.Http;
using Customers.Functions.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Customers.Functions.Api;

/// <summary><c>/api/customers/{id}/attachments</c> (CONTRACT §2).</summary>
internal static class AttachmentEndpoints
{
    public static void MapAttachments(this IEndpointRouteBuilder endpoints)
    {
        var attachments = endpoints.MapGroup("/api/customers/{id}/attachments").WithTags("Attachments");
        attachments.MapGet("", ListAsync).Lists(filters: ["category"])
            .WithSummary("Lists the files of a customer").Needs(Right.Read);
        attachments.MapPost("", AddAsync).StreamsContent(AttachmentUpload.FingerprintAsync).Refuses(RefusalKind.Conflict, "upload-too-slow")
            .WithSummary($"Uploads a file of at most {SentFile.MostBytes >> 20} MiB: {FileKinds.Taken}").Needs(Right.WriteAttachments);
        attachments.MapGet("/{attachmentId}", ReadAsync)
            .WithSummary("Reads what is known of a file").Needs(Right.Read);
        attachments.MapMethods("/{attachmentId}/content", [HttpMethods.Get, HttpMethods.Head], ContentAsync)
            .WithSummary("Downloads a file, whole or by ranges").Needs(Right.Read);
        attachments.MapDelete("/{attachmentId}", DeleteAsync)
            .WithSummary("Deletes a file").Needs(Right.WriteAttachments);
    }

    private static async Task<Results<Ok<ListOf<AttachmentResponse>>, Refused>> ListAsync(
        string id, ListRequest list, CustomerStore customers, IDocumentStore documents, CancellationToken cancel)
    {
        var category = list.Choice<AttachmentCategory>("category");
        if (list.IsRefused(out var refusal)) return refusal.Answer();
        if (await customers.FindAsync(id, cancel) is null) return Refusal.NotFound.Answer();
        var query = new Query(Attachment.Type, list.Limit) { Partition = id, Where = category is { } only ? [new Condition.Equal("category", only.ToString())] : [] };
        return TypedResults.Ok(list.Answer(await documents.QueryAsync(Attachment.Type, list.Apply(query), cancel), found => AttachmentResponse.Of(found.Value)));
    }

    private static async Task<Results<CreatedTagged<AttachmentResponse>, Refused>> AddAsync(string id, AttachmentUpload upload, AddAttachment add, HttpContext context)
    {
        if (!CustomerId.TryParse(id, out var customer)) return Refusal.NotFound.Answer();
        if (upload.File.IsRefused(out var refusal)) return refusal.Answer();
        var added = await add.RunAsync(customer, upload.File.Value, context.Caller(), context.RequestAborted);
        return added.Answer(attachment =>
        {
            context.KeepFingerprint(AttachmentUpload.FingerprintOf(attachment));
            return Answers.Created($"/api/customers/{id}/attachments/{attachment.Id}", AttachmentResponse.Of(attachment), AttachmentResponse.TagOf(attachment));
        });
    }

    private static async Task<Results<Tagged<AttachmentResponse>, Refused>> ReadAsync(
        string id, string attachmentId, CustomerStore customers, IDocumentStore documents, CancellationToken cancel) =>
        await FindAsync(id, attachmentId, customers, documents, cancel) is { } found
            ? Answers.Ok(AttachmentResponse.Of(found), AttachmentResponse.TagOf(found))
            : Refusal.NotFound.Answer();

    private static async Task<Results<FileAnswer, Refused>> ContentAsync(
        string id, string attachmentId, CustomerStore customers, IDocumentStore documents, IBlobStore blobs, CancellationToken cancel) =>
        await FindAsync(id, attachmentId, customers, documents, cancel) is { } found && await blobs.OpenReadAsync(found.Blob, cancel) is { } content
            ? new FileAnswer(content, found.ContentType, found.FileName, found.CreatedAt, found.Sha256)
            : Refusal.NotFound.Answer();

    private static async Task<Results<NoContent, Refused>> DeleteAsync(string id, string attachmentId, IfMatch match, RemoveAttachment remove, HttpContext context)
    {
        if (!IsOf(id, attachmentId, out var customer)) return Refusal.NotFound.Answer();
        var removed = await remove.RunAsync(customer, attachmentId, found => match.Allows(AttachmentResponse.TagOf(found).Record), context.Caller(), context.RequestAborted);
        return removed.Answer(_ => TypedResults.NoContent());
    }

    /// <summary>Null also where the customer is gone, although its files may still be there for a while.</summary>
    private static async Task<Attachment?> FindAsync(string id, string attachmentId, CustomerStore customers, IDocumentStore documents, CancellationToken cancel) =>
        IsOf(id, attachmentId, out var customer) && await customers.FindAsync(customer, cancel) is not null
            ? (await documents.ReadAsync(Attachment.Type, customer.Value, attachmentId, cancel))?.Value
            : null;

    private static bool IsOf(string id, string attachmentId, out CustomerId customer) =>
        CustomerId.TryParse(id, out customer) && CustomerId.TryFromDocumentId(attachmentId, IdPrefixes.Attachment, out _);
}

/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Lower-case hex; also the ETag of the content.</param>
public sealed record AttachmentResponse(
    string Id, AttachmentCategory Category, string FileName, string ContentType, long Size, string Sha256, string By, DateTimeOffset CreatedAt)
{
    public static ETag TagOf(Attachment attachment) => new(attachment.Version.ToString(CultureInfo.InvariantCulture));

    public static AttachmentResponse Of(Attachment a) => new(a.Id, a.Category, a.FileName, a.ContentType, a.Size, a.Sha256, a.By, a.CreatedAt);
}
