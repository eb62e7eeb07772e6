using System.Text.Json;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;
using Customers.Functions.Http;
using Customers.Functions.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Customers.Functions.Api;

/// <summary><c>/api/customers/{id}/history</c> and <c>/api/history</c>: newest first unless asked otherwise.</summary>
internal static class HistoryEndpoints
{
    public static void MapHistory(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/customers/{id}/history", OfCustomerAsync).Lists().WithTags("History")
            .WithSummary("Lists who changed what of a customer, newest first").Needs(Right.Read);
        endpoints.MapGet("/api/history", OfSubjectAsync).Lists(filters: ["subject"], needed: "subject").WithTags("History")
            .WithSummary("Lists the history of anything, also of what is deleted").Needs(Right.ReadAllHistory);
    }

    private static async Task<Results<Ok<ListOf<HistoryResponse>>, Refused>> OfCustomerAsync(
        string id, ListRequest list, CustomerStore customers, IDocumentStore documents, HttpContext context)
    {
        if (list.IsRefused(out var refusal)) return refusal.Answer();
        if (await customers.FindAsync(id, context.RequestAborted) is not { } customer) return Refusal.NotFound.Answer();
        return TypedResults.Ok(await PageAsync(customer.Value.Id, subject: null, list, documents, context));
    }

    /// <summary>Also of customers that are deleted.</summary>
    private static async Task<Results<Ok<ListOf<HistoryResponse>>, Refused>> OfSubjectAsync(ListRequest list, CustomerStore customers, IDocumentStore documents, HttpContext context)
    {
        var subject = list.Text("subject");
        if (list.IsRefused(out var refusal)) return refusal.Answer();
        if (subject is null) return Refusal.Invalid("subject", "is required: the id of a customer or of something of its own, of a product, store, subscription or key, or settings").Answer();
        if (!TryCustomerOf(subject, out var customer)) return TypedResults.Ok(await PageOfHubAsync(subject, list, documents, context));
        customer = await customers.LastIdAsync(customer, context.RequestAborted);
        return TypedResults.Ok(await PageAsync(customer, subject == customer.Value ? null : subject, list, documents, context));
    }

    private static async Task<ListOf<HistoryResponse>> PageAsync(CustomerId customer, string? subject, ListRequest list, IDocumentStore documents, HttpContext context)
    {
        var query = list.ApplyNewestFirst(new Query(HistoryEntry.Type, list.Limit) { Partition = customer.Value });
        if (subject is not null) query = query with { Where = [new Condition.Equal("subject", subject)] };
        return list.Answer(await documents.QueryAsync(HistoryEntry.Type, query, context.RequestAborted), entry => HistoryResponse.Of(entry.Value));
    }

    private static async Task<ListOf<HistoryResponse>> PageOfHubAsync(string subject, ListRequest list, IDocumentStore documents, HttpContext context)
    {
        var query = list.ApplyNewestFirst(new Query(HubChange.Type, list.Limit) { Where = [new Condition.Equal(HubChange.OfSubject, subject)] });
        return list.Answer(await documents.QueryAsync(HubChange.Type, query, context.RequestAborted), entry => HistoryResponse.Of(entry.Value));
    }

    private static bool TryCustomerOf(string subject, out CustomerId customer) =>
        CustomerId.TryParse(subject, out customer) || CustomerId.TryFromDocumentId(subject, subject.Split('_')[0], out customer);
}

public sealed record HistoryResponse(DateTimeOffset At, string By, string ByName, string Subject, string Action, IReadOnlyList<FieldChangeResponse> Changes)
{
    public static HistoryResponse Of(HistoryEntry entry) => new(entry.At, entry.By, entry.ByName, entry.Subject, entry.Action, Shown(entry.Changes));

    public static HistoryResponse Of(HubChange entry) => new(entry.At, entry.By, entry.ByName, entry.Subject, entry.Action, Shown(entry.Changes));

    private static List<FieldChangeResponse> Shown(IReadOnlyList<FieldChange> changes) => [.. changes.Select(c => new FieldChangeResponse(c.Field, c.From, c.To))];
}

public sealed record FieldChangeResponse(string Field, JsonElement? From, JsonElement? To);
