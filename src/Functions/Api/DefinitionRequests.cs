using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Customers.Domain.Customers;
using Customers.Domain.Outcomes;
using Customers.Domain.Settings;
using Customers.Functions.Http;

namespace Customers.Functions.Api;

/// <summary>A type of classification in the settings; values as customers may hold them, case matters.</summary>
public sealed record ClassificationRequest
{
    [Required, RegularExpression(DefinitionRules.KeyPattern), MaxLength(DefinitionRules.LongestKey)] public Field<string> Key { get; init; }
    [MaxLength(DefinitionRules.LongestLabel)] public Field<string> Label { get; init; }
    [Required, MinLength(1), MaxLength(DefinitionRules.MostValues), StringLength(DefinitionRules.LongestValue)] public Items<string> Values { get; init; }
    [JsonExtensionData] public Dictionary<string, JsonElement>? Unknown { get; init; }

    /// <summary>Without a label the key is shown.</summary>
    internal Classification Read() => new(Key.Value ?? "", (Label.Or(Key.Value) ?? "").Trim(), [.. Values.Values.Select(value => value.Trim())]);
}

/// <summary>A custom field in the settings.</summary>
public sealed record CustomFieldRequest
{
    [Required, RegularExpression(DefinitionRules.KeyPattern), MaxLength(DefinitionRules.LongestKey)] public Field<string> Key { get; init; }
    [MaxLength(DefinitionRules.LongestLabel)] public Field<string> Label { get; init; }
    public Field<CustomFieldType> Type { get; init; }
    [MaxLength(DefinitionRules.MostValues), StringLength(DefinitionRules.LongestValue)] public Items<string> Choices { get; init; }
    public Field<bool> Required { get; init; }
    public Field<bool> Inherit { get; init; }
    [JsonExtensionData] public Dictionary<string, JsonElement>? Unknown { get; init; }

    internal CustomField Read() => new(
        Key.Value ?? "", (Label.Or(Key.Value) ?? "").Trim(), Type.Value, [.. Choices.Values.Select(choice => choice.Trim())], Required.Value, Inherit.Value);
}

/// <summary>Whom mails come from.</summary>
public sealed record EmailSenderRequest
{
    [MaxLength(ProfileRules.LongestName)] public Field<string> SenderName { get; init; }
    [EmailAddress, MaxLength(ProfileRules.LongestEmail)] public Field<string> SenderAddress { get; init; }
    [JsonExtensionData] public Dictionary<string, JsonElement>? Unknown { get; init; }

    internal EmailSender Read(Faults faults)
    {
        var (name, address) = (SenderName.Value?.Trim() is { Length: > 0 } given ? given : null, SenderAddress.Value?.Trim() is { Length: > 0 } at ? at : null);
        faults.Require(name is null || name.Length <= ProfileRules.LongestName, "email.senderName", $"is longer than {ProfileRules.LongestName} characters")
            .Require(name is null || !name.Any(char.IsControl), "email.senderName", "contains control characters")
            .Require(address is null || ProfileRules.IsEmail(address), "email.senderAddress", "is not an email address");
        return new(name, address);
    }
}
