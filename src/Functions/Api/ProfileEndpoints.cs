using Customers.Domain.Identity;
using Customers.Domain.Outcomes;
using Customers.Functions.Http;
using Customers.Functions.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Customers.Functions.Api;

/// <summary><c>/api/customers/{id}/profile</c>: the customer at a glance.</summary>
internal static class ProfileEndpoints
{
    public static void MapProfiles(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/api/customers/{id}/profile", ReadAsync).WithTags("Customers")
            .WithSummary("Reads the customer at a glance: who it is, its account, how many of each there are, what happened last").Needs(Right.Read);

    private static async Task<Results<Ok<ProfileResponse>, Refused>> ReadAsync(string id, ReadProfile read, CancellationToken cancel) =>
        CustomerId.TryParse(id, out var customer)
            ? (await read.RunAsync(customer, cancel)).Answer(TypedResults.Ok)
            : Refusal.NotFound.Answer();
}
