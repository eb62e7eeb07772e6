using Customers.Domain.Accounts;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Orders;
using Customers.Domain.Outcomes;
using Customers.Domain.Settings;
using Customers.Functions.Http;
using Customers.Functions.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Customers.Functions.Api;

/// <summary><c>/api/customers/{id}/profile</c>: the customer at a glance.</summary>
internal static class ProfileEndpoints
{
    private const int Recent = 10;
    private const int MostInvoices = 50;

    public static void MapProfiles(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/api/customers/{id}/profile", ReadAsync).WithTags("Customers")
            .WithSummary("Reads the customer at a glance: who it is, its account, how many of each there are, what happened last").Needs(Right.Read);

    /// <summary>Two requests to the store: the newest orders, then the customer together with what those orders posted.</summary>
    private static async Task<Results<Ok<ProfileResponse>, Refused>> ReadAsync(string id, IDocumentStore documents, CurrentSettings settings, TimeProvider clock, CancellationToken cancel)
    {
        if (!CustomerId.TryParse(id, out _)) return Refusal.NotFound.Answer();
        var newest = new Query(Order.Type, Recent) { Partition = id, SortBy = "createdAt", Descending = true };
        var orders = (await documents.QueryAsync(Order.Type, newest, cancel)).Items.Select(order => order.Value).ToList();
        var invoices = orders.SelectMany(order => order.Posted.PostingIds).Where(posting => posting.StartsWith(IdPrefixes.Invoice, StringComparison.Ordinal)).Take(MostInvoices);
        var found = await documents.ReadManyAsync(Containers.Customers, id, [id, .. invoices], cancel);
        if (found.FirstOrDefault(d => d.Type == CustomerDocuments.Type.Name) is not { } customer) return Refusal.NotFound.Answer();
        var hub = await settings.GetAsync(cancel);
        var postings = found.Where(d => d.Type == Posting.Type.Name).Select(d => Posting.Type.Read(d).Value);
        return TypedResults.Ok(ProfileResponse.Of(CustomerDocuments.Type.Read(customer).Value, orders, postings, hub, hub.Organisation.DateAt(clock.GetUtcNow())));
    }
}
