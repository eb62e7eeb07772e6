using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Customers.Domain.Customers;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;
using Customers.Domain.Stores;
using Customers.Functions.Http;
using Customers.Functions.Stores;

namespace Customers.Functions.Api;

/// <summary>A store as it is registered (POST) or changed (PATCH).</summary>
[Example("""
    {
      "kind": "wooCommerce", "name": "Coffee shop", "url": "https://shop.example.com", "credentials": { "consumerKey": "ck_1", "consumerSecret": "cs_1" },
      "webhookSecrets": ["sesame"], "defaults": { "paymentTerms": "prepaid", "tags": ["coffee shop"], "salesReps": [] }, "guestPolicy": "perEmail",
      "pullSince": "2026-01-01T00:00:00Z"
    }
    """, Change = """{ "name": "Coffee shop Berlin", "webhookSecrets": ["open sesame", "sesame"] }""")]
public sealed record StoreRequest
{
    private const int LongestText = 200;
    private const int LongestSecret = 500;
    private const int MostSecrets = 2;

    [Required] public Field<StoreKind> Kind { get; init; }
    [Required, MinLength(1), MaxLength(LongestText)] public Field<string> Name { get; init; }
    [Required, Url] public Field<string> Url { get; init; }
    /// <summary>Write-only. Shopify: accessToken, or clientId and clientSecret. WooCommerce: consumerKey and consumerSecret.</summary>
    [Required] public Field<StoreCredentialsRequest> Credentials { get; init; }
    /// <summary>Write-only; one, or two while one is being replaced.</summary>
    [MaxLength(MostSecrets), StringLength(LongestSecret)] public Items<string> WebhookSecrets { get; init; }
    public Field<StoreDefaultsRequest> Defaults { get; init; }
    public Field<GuestPolicy> GuestPolicy { get; init; }
    public Field<DateTimeOffset> PullSince { get; init; }
    [JsonExtensionData] public Dictionary<string, JsonElement>? Unknown { get; init; }

    /// <param name="current">Null for a new store.</param>
    internal StoreWish Read(OpenStore? current, Faults faults)
    {
        var kind = current?.Store.Kind ?? Kind.Value;
        faults.Require(Kind.Fault is not null || (current is null ? Kind.HasValue : !Kind.IsPresent || Kind.Value == kind), "kind", current is null ? "is required" : "never changes");
        var name = Name.Or(current?.Store.Name)?.Trim() ?? "";
        faults.Require(Name.Fault is not null || name.Length is > 0 and <= LongestText, "name", $"must have 1 to {LongestText} characters")
            .Require(!name.Any(char.IsControl), "name", "contains control characters");
        var url = current?.Store.Url;
        if (Url.IsPresent || current is null)
            faults.Require(Url.Fault is not null || Uri.TryCreate(Url.Or(null), UriKind.Absolute, out url), "url", "must be the shop's address, https://…");
        var defaults = Defaults.IsNull ? new StoreDefaults() : Defaults.Value?.Read(current?.Store.Defaults ?? new(), faults) ?? current?.Store.Defaults ?? new();
        var policy = GuestPolicy.Or(current?.Store.GuestPolicy ?? Domain.Stores.GuestPolicy.PerEmail, Domain.Stores.GuestPolicy.PerEmail);
        faults.Require(policy == Domain.Stores.GuestPolicy.PerEmail || defaults.CustomerId is not null, "defaults.customerId", "is required where one customer takes all guests' orders");
        var since = PullSince.Or(current?.Store.PullSince);
        faults.Require(since is null or { Year: >= 1990 and < 3000 }, "pullSince", "must lie between 1990 and 2999")
            .Require(!Credentials.IsNull, "credentials", "cannot be cleared, only replaced");
        return new(kind, name, url ?? new Uri("https://invalid.example"), Secrets(kind, current, faults), defaults, policy, since);
    }

    private StoreSecrets Secrets(StoreKind kind, OpenStore? current, Faults faults)
    {
        var credentials = Credentials.Value?.Read(current?.Secrets.Credentials ?? new()) ?? current?.Secrets.Credentials ?? new();
        if (Credentials.IsPresent || current is null)
            faults.Require(Credentials.Fault is not null || credentials.Suit(kind), "credentials",
                kind == StoreKind.Shopify ? "must hold accessToken, or clientId and clientSecret" : "must hold consumerKey and consumerSecret");
        faults.Require(credentials.AreSendable, "credentials", "must be printable ASCII without spaces");
        var secrets = WebhookSecrets.Or(current?.Secrets.WebhookSecrets ?? []);
        faults.Require(secrets.Count is 1 or MostSecrets || (secrets.Count == 0 && !string.IsNullOrEmpty(credentials.ClientSecret)), "webhookSecrets", "must hold one or two secrets")
            .Require(secrets.All(s => s.Length is > 0 and <= LongestSecret), "webhookSecrets", $"must have 1 to {LongestSecret} characters each");
        return new(credentials, secrets);
    }
}

public sealed record StoreCredentialsRequest
{
    public Field<string> AccessToken { get; init; }
    public Field<string> ClientId { get; init; }
    public Field<string> ClientSecret { get; init; }
    public Field<string> ConsumerKey { get; init; }
    public Field<string> ConsumerSecret { get; init; }
    [JsonExtensionData] public Dictionary<string, JsonElement>? Unknown { get; init; }

    internal StoreCredentials Read(StoreCredentials current) => new()
    {
        AccessToken = AccessToken.Or(current.AccessToken),
        ClientId = ClientId.Or(current.ClientId),
        ClientSecret = ClientSecret.Or(current.ClientSecret),
        ConsumerKey = ConsumerKey.Or(current.ConsumerKey),
        ConsumerSecret = ConsumerSecret.Or(current.ConsumerSecret),
    };
}

public sealed record StoreDefaultsRequest
{
    [RegularExpression(Domain.Customers.PaymentTerms.Pattern)] public Field<string> PaymentTerms { get; init; }
    [MaxLength(ProfileRules.MostTags), StringLength(ProfileRules.LongestTag)] public Items<string> Tags { get; init; }
    [MaxLength(ProfileRules.MostTags), StringLength(ProfileRules.LongestTag)] public Items<string> SalesReps { get; init; }
    public Field<string> CustomerId { get; init; }
    [JsonExtensionData] public Dictionary<string, JsonElement>? Unknown { get; init; }

    internal StoreDefaults Read(StoreDefaults current, Faults faults)
    {
        var terms = PaymentTerms.IsNull ? null : current.PaymentTerms;
        if (PaymentTerms.HasValue)
            faults.Require(Domain.Customers.PaymentTerms.TryParse(PaymentTerms.Value, out terms!), "defaults.paymentTerms", "must be dueOnReceipt, prepaid or net<N> with N from 0 to 365");
        var customer = CustomerId.IsNull ? null : current.CustomerId;
        if (CustomerId.HasValue)
        {
            faults.Require(Domain.Identity.CustomerId.TryParse(CustomerId.Value, out var id), "defaults.customerId", "is no customer id");
            customer = id;
        }

        var tags = Tags.Or(current.Tags);
        faults.Require(tags.Count <= ProfileRules.MostTags && tags.All(t => t.Length is > 0 and <= ProfileRules.LongestTag), "defaults.tags", $"must hold at most {ProfileRules.MostTags} tags of 1 to {ProfileRules.LongestTag} characters");
        var reps = SalesReps.Or(current.SalesReps);
        faults.Require(reps.Count <= ProfileRules.MostTags && reps.All(r => r.Length is > 0 and <= ProfileRules.LongestTag), "defaults.salesReps", $"must hold at most {ProfileRules.MostTags} names of 1 to {ProfileRules.LongestTag} characters");
        return new() { PaymentTerms = terms, Tags = tags, SalesReps = reps, CustomerId = customer };
    }
}
