using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Customers.Domain.Customers;
using Customers.Domain.Identity;
using Customers.Domain.Notes;
using Customers.Domain.Outcomes;
using Customers.Functions.Http;
using Customers.Functions.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Customers.Functions.Api;

/// <summary><c>/api/customers/{id}/notes</c> (CONTRACT §2): added and read, never edited.</summary>
internal static class NoteEndpoints
{
    public static void MapNotes(this IEndpointRouteBuilder endpoints)
    {
        var notes = endpoints.MapGroup("/api/customers/{id}/notes").WithTags("Notes");
        notes.MapGet("", ListAsync).Lists()
            .WithSummary("Lists the notes about a customer").Needs(Right.Read);
        notes.MapPost("", AddAsync)
            .WithSummary("Adds a note, stamped with its author and time").Needs(Right.WriteNotes);
        notes.MapGet("/{noteId}", ReadAsync)
            .WithSummary("Reads a note").Needs(Right.Read);
    }

    private static async Task<Results<Ok<ListOf<NoteResponse>>, Refused>> ListAsync(string id, ListRequest list, ReadParts parts, CancellationToken cancel)
    {
        if (list.IsRefused(out var refusal)) return refusal.Answer();
        return CustomerId.TryParse(id, out var customer) && await parts.PageAsync(customer, Note.Type, list.Apply, cancel) is var (_, page)
            ? TypedResults.Ok(list.Answer(page, note => NoteResponse.Of(note.Value)))
            : Refusal.NotFound.Answer();
    }

    private static async Task<Results<CreatedTagged<NoteResponse>, Refused>> AddAsync(string id, Body<NoteRequest> body, AddNote add, HttpContext context)
    {
        if (!CustomerId.TryParse(id, out var customer)) return Refusal.NotFound.Answer();
        var text = body.Read((request, faults) => request.Checked(faults));
        if (text.IsRefused(out var refusal)) return refusal.Answer();
        var added = await add.RunAsync(customer, text.Value, context.Caller(), context.RequestAborted);
        return added.Answer(note => Answers.Created($"/api/customers/{customer}/notes/{note.Id}", NoteResponse.Of(note), NoteResponse.Tag));
    }

    private static async Task<Results<Tagged<NoteResponse>, Refused>> ReadAsync(string id, string noteId, ReadParts parts, CancellationToken cancel) =>
        CustomerId.TryParse(id, out var customer) && await parts.FindAsync(customer, Note.Type, IdPrefixes.Note, noteId, cancel) is var (_, note)
            ? Answers.Ok(NoteResponse.Of(note), NoteResponse.Tag)
            : Refusal.NotFound.Answer();
}

[Example("""{ "text": "Wants the summer catalogue by mail.\nCall again in May." }""")]
public sealed record NoteRequest
{
    /// <summary>Required; lines may break.</summary>
    [Required, MinLength(1), MaxLength(NoteRules.LongestText)] public Field<string> Text { get; init; }
    [JsonExtensionData] public Dictionary<string, JsonElement>? Unknown { get; init; }

    internal string Checked(Faults faults)
    {
        var text = Text.TextOr(null) ?? "";
        faults.AddMissing(NoteRules.Check(text));
        return text;
    }
}

public sealed record NoteResponse(string Id, string Text, string By, string ByName, DateTimeOffset CreatedAt)
{
    /// <summary>A note never changes.</summary>
    internal static readonly ETag Tag = new("1");

    internal static NoteResponse Of(Note note) => new(note.Id, note.Text, note.By, note.ByName, note.CreatedAt);
}
