using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Keys;
using Customers.Domain.Outcomes;
using Customers.Functions.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Customers.Functions.Security;

/// <summary><c>/api/keys</c> and <c>/api/me</c>.</summary>
internal static class KeyEndpoints
{
    public static void MapKeys(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/me", (HttpContext context) => TypedResults.Ok(Me.Of(context.Caller()))).WithTags("Keys")
            .WithSummary("Reads who this key is").Needs(Right.Read);
        endpoints.MapGet("/api/keys", ListAsync).Lists().WithTags("Keys")
            .WithSummary("Lists the keys, without their secrets").Needs(Right.ManageKeys);
        endpoints.MapPost("/api/keys", CreateAsync).NeverReplayed(KeyRing.AlreadyCreated).Refuses(RefusalKind.Conflict, KeyRing.AlreadyCreated.Code).WithTags("Keys")
            .WithSummary("Creates a key; its secret is shown only in this answer").Needs(Right.ManageKeys);
        endpoints.MapDelete("/api/keys/{id}", RevokeAsync).WithTags("Keys")
            .WithSummary("Revokes a key").Needs(Right.ManageKeys);
    }

    private static async Task<Results<Ok<ListOf<KeyResponse>>, Refused>> ListAsync(ListRequest list, KeyRing keys, CancellationToken cancel)
    {
        if (list.IsRefused(out var refusal)) return refusal.Answer();
        var page = await keys.ListAsync(list.Apply(new Query(ApiKey.Documents, list.Limit) { SortBy = ApiKey.ById }), cancel);
        return TypedResults.Ok(list.Answer(page, key => KeyResponse.Of(key.Value)));
    }

    private static async Task<Results<Created<NewKeyResponse>, Refused>> CreateAsync(
        Body<KeyRequest> body, KeyRing keys, IIdSource ids, TimeProvider clock, HttpContext context)
    {
        var wish = body.Read((request, faults) => request.ToWish(clock.GetUtcNow(), faults));
        if (wish.IsRefused(out var refusal)) return refusal.Answer();
        var created = await keys.CreateAsync(wish.Value, context.Caller(), ids, context.RequestAborted);
        return created.Answer(key => TypedResults.Created($"/api/keys/{key.Key.Id}", NewKeyResponse.Of(key)));
    }

    private static async Task<Results<NoContent, Refused>> RevokeAsync(string id, KeyRing keys, KeyCache cache, IIdSource ids, HttpContext context)
    {
        var revoked = await keys.RevokeAsync(id, context.Caller(), ids, context.RequestAborted);
        return revoked.Answer(key =>
        {
            cache.Forget(key);
            return TypedResults.NoContent();
        });
    }

    [Example("""{ "name": "Warehouse app", "role": "partner", "expiresAt": "2999-01-01T00:00:00Z" }""")]
    internal sealed record KeyRequest
    {
        private const int LongestName = 200;

        [Required, MinLength(1), MaxLength(LongestName)] public Field<string> Name { get; init; }
        [Required] public Field<Role> Role { get; init; }
        public Field<DateTimeOffset> ExpiresAt { get; init; }
        [JsonExtensionData] public Dictionary<string, JsonElement>? Unknown { get; init; }

        public KeyWish ToWish(DateTimeOffset now, Faults faults)
        {
            faults.Require(Name.Fault is not null || Name.Value?.Trim() is { Length: > 0 and <= LongestName }, "name", $"must have 1 to {LongestName} characters")
                .Require(Role.Fault is not null || Role.HasValue, "role", "is required")
                .Require(!ExpiresAt.HasValue || ExpiresAt.Value > now, "expiresAt", "must lie in the future");
            return new(Name.Value?.Trim() ?? "", Role.Value, ExpiresAt.Or(null));
        }
    }

    internal sealed record Me(string Id, string Name, Role Role)
    {
        public static Me Of(Caller caller) => new(caller.Id, caller.Name, caller.Role);
    }

    internal sealed record KeyResponse(
        string Id, string Name, Role Role, DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt, DateTimeOffset? LastUsedAt)
    {
        public static KeyResponse Of(ApiKey key) =>
            new(key.Id, key.Name, key.Role, key.CreatedAt, key.CreatedBy, key.ExpiresAt, key.RevokedAt, key.LastUsedAt);
    }

    /// <param name="Key">The secret, shown only here.</param>
    internal sealed record NewKeyResponse(string Id, string Name, Role Role, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, string Key)
    {
        public static NewKeyResponse Of(NewKey created) =>
            new(created.Key.Id, created.Key.Name, created.Key.Role, created.Key.CreatedAt, created.Key.ExpiresAt, created.Secret);
    }
}
