using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Customers.Domain.Outcomes;
using Customers.Domain.Subscriptions;
using Customers.Functions.Http;
using Customers.Functions.Subscriptions;

namespace Customers.Functions.Api;

/// <summary>A subscription as it is registered (POST) or changed (PATCH).</summary>
[Example("""{ "url": "https://partner.example.com/hooks", "events": ["customer.held", "customer.released"], "description": "Warehouse" }""",
    Change = """{ "events": ["customer.held", "customer.released", "customer.created", "order.imported"], "active": true }""")]
public sealed record SubscriptionRequest
{
    private const int LongestUrl = 2000;
    private const int LongestText = 200;

    [Required, Url, MaxLength(LongestUrl)] public Field<string> Url { get; init; }
    [Required, MinLength(1)] public Items<SubscriptionEvent> Events { get; init; }
    [MaxLength(LongestText)] public Field<string> Description { get; init; }
    /// <summary>False: it is told nothing. True again: also what had disabled it is forgotten.</summary>
    public Field<bool> Active { get; init; }
    [JsonExtensionData] public Dictionary<string, JsonElement>? Unknown { get; init; }

    /// <param name="current">Null for a new subscription.</param>
    internal SubscriptionWish Read(Subscription? current, Faults faults)
    {
        var url = current?.Url;
        if (Url.IsPresent || current is null)
            faults.Require(Url.Fault is not null || (Url.Value?.Length <= LongestUrl && Uri.TryCreate(Url.Value, UriKind.Absolute, out url)), "url", $"must be the receiver's address, https://…, of at most {LongestUrl} characters");
        IReadOnlyList<SubscriptionEvent> events = [.. Events.Or(current?.Events ?? []).Distinct()];
        faults.Require(events.Count > 0, "events", "must name at least one event");
        var description = Description.TextOr(current?.Description);
        faults.Line(description, "description", LongestText);
        return new(url ?? new Uri("https://invalid.example"), events, description, Active.Or(current?.IsActive ?? true, true));
    }
}
