using System.Text.Json;
using System.Text.Json.Serialization;
using Customers.Domain.Amounts;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;
using Customers.Functions.Http;
using Customers.Functions.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Customers.Functions.Tests.Http;

/// <summary>A resource as an endpoint file would have it: enough of everything that the basics promise.</summary>
public sealed class SampleEndpoints
{
    /// <summary>What a POST of a thing does in addition: break, wait.</summary>
    public Func<Task> OnCreate { get; set; } = () => Task.CompletedTask;
    public List<string> Created { get; } = [];

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/things", List).Lists(sorts: ["name"], filters: ["kind", "tag", "since", "active", "class.*"]).Needs(Right.Read);
        endpoints.MapGet("/api/things/{id}", (string id) => Answers.Ok(new Thing(id, "Ärzte <&> 東京"), new ETag("r1", "a1"))).Needs(Right.Read);
        endpoints.MapPost("/api/things", CreateAsync).Needs(Right.WriteCustomers);
        endpoints.MapPatch("/api/things/{id}", Patch).Refuses(RefusalKind.Conflict, "thing-taken").Needs(Right.WriteCustomers);
        endpoints.MapGet("/api/amounts", () => TypedResults.Ok(Amounts.Sample)).WithTags("Sums").Needs(Right.Read);
        endpoints.MapGet("/api/refusals/{kind}", (RefusalKind kind) => new Refusal(kind, "some-code", "Some detail.").Answer()).Needs(Right.Read);
        endpoints.MapPost("/api/conflicts/{code}", (string code) => Refusal.Conflict(code, "Some detail.").Answer()).Needs(Right.WriteCustomers);
        endpoints.MapGet("/api/limit", (HttpContext context) => context.Caller().May(Right.SetCreditLimit) ? (IResult)TypedResults.Ok(true) : Refused.Forbidden("Not the limit.")).Needs(Right.Read);
        endpoints.MapGet("/api/broken", string () => throw new InvalidOperationException("secret detail")).Needs(Right.Read);
        endpoints.MapGet("/api/unavailable", string () => throw new StoreUnavailableException("secret host")).Needs(Right.Read);
        endpoints.MapGet("/api/forgotten", () => "no right named");
        endpoints.MapPut("/api/admin", () => TypedResults.NoContent()).Needs(Right.ManageSettings);
    }

    private async Task<Results<CreatedTagged<Thing>, Refused>> CreateAsync(Body<ThingRequest> body, IIdSource ids)
    {
        var id = ids.New("thg");
        Created.Add(id);
        await OnCreate();
        return body.Read((request, faults) => request.Named(faults)).Answer(name => Answers.Created($"/api/things/{id}", new Thing(id, name), new ETag("r1")));
    }

    private static Results<Tagged<Thing>, Refused> Patch(string id, Body<ThingRequest> body, IfMatch ifMatch)
    {
        if (ifMatch.Check("r1") is { } stale) return stale.Answer();
        return body.Read((request, _) => request.Summary()).Answer(summary => Answers.Ok(new Thing(id, summary), new ETag("r2")));
    }

    private static Results<Ok<ListOf<string>>, Refused> List(ListRequest list)
    {
        var heard = $"{list.Choice<ThingKind>("kind")} {list.Date("since"):yyyy-MM-dd} {list.Flag("active")} {string.Join('+', list.Texts("tag"))} {string.Join('+', list.Under("class"))}";
        if (list.IsRefused(out var refusal)) return refusal.Answer();
        var query = list.Apply(new Query(Domain.Keys.ApiKey.Documents, 1));
        var last = new Position(list.Sort == "name" ? (FieldValue)"Ä name" : null, "thg_9");
        var page = new Page<string>([heard.Trim(), $"{query.Limit} {query.SortBy ?? "id"} {query.Descending} {query.After}"], list.After == last ? null : last);
        return TypedResults.Ok(list.Answer(page, item => item));
    }
}

public sealed record Thing(string Id, string Name);

public sealed record Amounts(Money Total, decimal Percent, DateTimeOffset At, DateOnly Due, ThingKind Kind, string? Nothing)
{
    public static readonly Amounts Sample = new(
        new Money(12990, Currency.Parse("EUR")), 1.50m, new DateTimeOffset(2026, 1, 31, 14, 0, 0, TimeSpan.FromHours(2)), new DateOnly(2026, 2, 28), ThingKind.NotSmall, null);
}

public enum ThingKind { Small, NotSmall }

public sealed record ThingRequest
{
    public Field<string> Name { get; init; }
    public Field<ThingKind> Kind { get; init; }
    public Field<decimal> Amount { get; init; }
    public Field<DateOnly> Due { get; init; }
    public Field<DateTimeOffset> At { get; init; }
    public Field<bool> Active { get; init; }
    public Field<PortalRequest> Portal { get; init; }
    public Items<LineRequest> Lines { get; init; }
    public Items<string> Tags { get; init; }
    public Entries<JsonElement> Custom { get; init; }
    [JsonExtensionData] public Dictionary<string, JsonElement>? Unknown { get; init; }

    public string Named(Faults faults)
    {
        faults.Require(Name.Fault is not null || Name.HasValue, "name", "is required");
        Amount.In(Currency.Parse("EUR"), faults, "amount");
        return Name.Value ?? "";
    }

    public string Summary() =>
        $"{Name.Or("kept")}|{Kind.Or(ThingKind.NotSmall, ThingKind.Small)}|{Amount.Or(7m)}|{Due.Or(null):yyyy-MM-dd}|{At.Or(null):u}|{string.Join('+', Tags.Or(["old"]))}|{Portal.Value?.LoginEnabled.Or(true, false)}";
}

public sealed record PortalRequest
{
    public Field<bool> LoginEnabled { get; init; }
    [JsonExtensionData] public Dictionary<string, JsonElement>? Unknown { get; init; }
}

public sealed record LineRequest
{
    public Field<int> Quantity { get; init; }
    [JsonExtensionData] public Dictionary<string, JsonElement>? Unknown { get; init; }
}
