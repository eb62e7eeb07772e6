using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Customers.Domain.Customers;
using Customers.Functions.Http;

namespace Customers.Functions.Api;

public sealed record EmailForRequest
{
    public Field<EmailTarget> Orders { get; init; }
    public Field<EmailTarget> Invoices { get; init; }
    [JsonExtensionData] public Dictionary<string, JsonElement>? Unknown { get; init; }

    internal EmailRouting ApplyTo(EmailRouting routing) => new(Orders.Or(routing.Orders), Invoices.Or(routing.Invoices));
}

public sealed record PortalRequest
{
    public Field<bool> LoginEnabled { get; init; }
    public Field<bool> CartEnabled { get; init; }
    [JsonExtensionData] public Dictionary<string, JsonElement>? Unknown { get; init; }

    internal PortalAccess ApplyTo(PortalAccess portal) => new(LoginEnabled.Or(portal.LoginEnabled, false), CartEnabled.Or(portal.CartEnabled, false));
}

public sealed record BankDetailsRequest
{
    [MaxLength(ProfileRules.LongestText)] public Field<string> AccountHolder { get; init; }
    [RegularExpression(BankDetails.IbanPattern)] public Field<string> Iban { get; init; }
    [MaxLength(ProfileRules.LongestText)] public Field<string> Bic { get; init; }
    [MaxLength(ProfileRules.LongestText)] public Field<string> BankName { get; init; }
    [JsonExtensionData] public Dictionary<string, JsonElement>? Unknown { get; init; }

    internal BankDetails ApplyTo(BankDetails? details) => new(
        AccountHolder.Or(details?.AccountHolder),
        Iban.Or(details?.Iban)?.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant(),
        Bic.Or(details?.Bic),
        BankName.Or(details?.BankName));
}
