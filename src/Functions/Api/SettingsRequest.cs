using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Customers.Domain.Amounts;
using Customers.Domain.Credit;
using Customers.Domain.Customers;
using Customers.Domain.Outcomes;
using Customers.Domain.Settings;
using Customers.Functions.Http;

namespace Customers.Functions.Api;

/// <summary>The whole settings document: what is left out takes its default.</summary>
[Example("""
    {
      "organisation": { "name": "Roastery Wholesale GmbH", "baseCurrency": "EUR", "timeZone": "Europe/Berlin" }, "customerIdShown": "ref",
      "numbering": { "customer": { "auto": true, "prefix": "CU" }, "invoice": { "auto": true, "prefix": "INV", "gapless": true } },
      "creditControl": {
        "strategy": "pastDue", "graceDays": 5, "minimumOverdue": [{ "currency": "EUR", "amount": "50.00" }],
        "warningPercent": "80", "runAt": "02:00", "whenOnHold": "allowPendingOrders"
      },
      "payments": { "allowPartial": true }, "portal": { "loginEnabled": false, "cartEnabled": false },
      "email": { "senderName": "Roastery", "senderAddress": "hello@roastery.example" },
      "classifications": [{ "key": "tier", "label": "Tier", "values": ["Gold", "Silver"] }],
      "customFields": [{ "key": "storeSize", "label": "Store size", "type": "choice", "choices": ["small", "large"], "required": false, "inherit": false }]
    }
    """)]
public sealed record SettingsRequest
{
    public Field<OrganisationRequest> Organisation { get; init; }
    public Field<CustomerIdShown> CustomerIdShown { get; init; }
    public Field<NumberingRequest> Numbering { get; init; }
    public Field<CreditControlRequest> CreditControl { get; init; }
    public Field<PaymentsRequest> Payments { get; init; }
    public Field<PortalRequest> Portal { get; init; }
    public Field<EmailSenderRequest> Email { get; init; }
    [MaxLength(DefinitionRules.MostClassifications)] public Items<ClassificationRequest> Classifications { get; init; }
    [MaxLength(DefinitionRules.MostCustomFields)] public Items<CustomFieldRequest> CustomFields { get; init; }
    [JsonExtensionData] public Dictionary<string, JsonElement>? Unknown { get; init; }

    /// <summary>The settings wanted, and the numbers to go on from.</summary>
    public (HubSettings Settings, IReadOnlyDictionary<NumberedKind, long> Next) Read(Faults faults)
    {
        var defaults = new HubSettings();
        var settings = defaults with
        {
            Organisation = Organisation.Value?.Read(faults) ?? defaults.Organisation,
            CustomerIdShown = CustomerIdShown.Or(defaults.CustomerIdShown, defaults.CustomerIdShown),
            Numbering = Numbering.Value?.Read(faults) ?? defaults.Numbering,
            CreditControl = CreditControl.Value?.Read(faults) ?? defaults.CreditControl,
            AllowPartialPayments = Payments.Value?.AllowPartial.Or(true, true) ?? true,
            Portal = Portal.Value?.ApplyTo(new PortalAccess()) ?? defaults.Portal,
            Email = Email.Value?.Read(faults) ?? defaults.Email,
            Classifications = [.. Classifications.Values.Select(c => c.Read())],
            CustomFields = [.. CustomFields.Values.Select(f => f.Read())],
        };
        var definitions = new Faults();
        DefinitionRules.Check(settings, definitions);
        faults.AddMissing(definitions);
        return (settings, Numbering.Value?.Next ?? new Dictionary<NumberedKind, long>());
    }
}

public sealed record OrganisationRequest
{
    private const int LongestName = 200;

    [MaxLength(LongestName)] public Field<string> Name { get; init; }
    [RegularExpression(Currency.Pattern)] public Field<string> BaseCurrency { get; init; }
    public Field<string> TimeZone { get; init; }
    [JsonExtensionData] public Dictionary<string, JsonElement>? Unknown { get; init; }

    internal Organisation Read(Faults faults)
    {
        var defaults = new Organisation();
        var zone = TimeZone.Or(null) ?? defaults.TimeZone;
        var currency = defaults.BaseCurrency;
        faults.Require(!BaseCurrency.HasValue || Currency.TryParse(BaseCurrency.Value, out currency!), "organisation.baseCurrency", "must be an ISO 4217 code like EUR")
            .Require(TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _), "organisation.timeZone", "must be an IANA time zone like Europe/Berlin")
            .Require(Name.Or(null) is not { Length: > LongestName }, "organisation.name", $"is longer than {LongestName} characters");
        return new() { Name = Name.Or(null) ?? "", BaseCurrency = currency ?? defaults.BaseCurrency, TimeZone = zone };
    }
}

public sealed record PaymentsRequest
{
    public Field<bool> AllowPartial { get; init; }
    [JsonExtensionData] public Dictionary<string, JsonElement>? Unknown { get; init; }
}

public sealed record CreditControlRequest
{
    private const int LongestGrace = 3650;

    public Field<CreditStrategy> Strategy { get; init; }
    [Range(0, LongestGrace)] public Field<int> GraceDays { get; init; }
    public Items<MinimumOverdueRequest> MinimumOverdue { get; init; }
    [Range(0, 100)] public Field<decimal> WarningPercent { get; init; }
    [RegularExpression("^([01][0-9]|2[0-3]):[0-5][0-9]$")] public Field<string> RunAt { get; init; }
    public Field<WhenOnHold> WhenOnHold { get; init; }
    [JsonExtensionData] public Dictionary<string, JsonElement>? Unknown { get; init; }

    internal CreditPolicy Read(Faults faults)
    {
        var defaults = new CreditPolicy();
        var runAt = defaults.RunAt;
        faults.Require(GraceDays.Or(0, 0) is >= 0 and <= LongestGrace, "creditControl.graceDays", $"must lie between 0 and {LongestGrace}")
            .Require(WarningPercent.Or(0, 0) is >= 0 and <= 100, "creditControl.warningPercent", "must lie between 0 and 100")
            .Require(!RunAt.HasValue || TimeOnly.TryParseExact(RunAt.Value, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out runAt), "creditControl.runAt", "must be a time like 02:00");
        var minimums = MinimumOverdue.Values.Select((minimum, i) => minimum.Read($"creditControl.minimumOverdue[{i}]", faults)).OfType<MinimumOverdue>().ToList();
        faults.Require(minimums.DistinctBy(m => m.Currency).Count() == minimums.Count, "creditControl.minimumOverdue", "names a currency twice");
        return new()
        {
            Strategy = Strategy.Or(defaults.Strategy, defaults.Strategy),
            GraceDays = GraceDays.Or(0, 0),
            MinimumOverdue = minimums,
            WarningPercent = WarningPercent.Or(defaults.WarningPercent, defaults.WarningPercent),
            RunAt = runAt,
            WhenOnHold = WhenOnHold.Or(defaults.WhenOnHold, defaults.WhenOnHold),
        };
    }
}

public sealed record MinimumOverdueRequest
{
    [Required, RegularExpression(Domain.Amounts.Currency.Pattern)] public Field<string> Currency { get; init; }
    [Required, Range(0, (double)Money.MaxUnits)] public Field<decimal> Amount { get; init; }
    [JsonExtensionData] public Dictionary<string, JsonElement>? Unknown { get; init; }

    internal MinimumOverdue? Read(string path, Faults faults)
    {
        if (!Domain.Amounts.Currency.TryParse(Currency.Value, out var currency))
        {
            faults.Add($"{path}.currency", "must be an ISO 4217 code like EUR");
            return null;
        }

        var amount = Amount.In(currency, faults, $"{path}.amount");
        faults.Require(Amount.Fault is not null || amount is not { IsNegative: true }, $"{path}.amount", "must not be negative")
            .Require(Amount.IsPresent && !Amount.IsNull, $"{path}.amount", "is required");
        return amount is { } money ? new(currency.Code, money.Minor) : null;
    }
}
