using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Customers.Domain.Customers;
using Customers.Domain.Outcomes;
using Customers.Functions.Http;

namespace Customers.Functions.Api;

[Example("""{ "ownerId": "key_01m8708ay38y111m08k7re2fxy" }""")]
public sealed record OwnerRequest
{
    /// <summary>A key's id; without one the caller takes the customer.</summary>
    public Field<string> OwnerId { get; init; }
    [JsonExtensionData] public Dictionary<string, JsonElement>? Unknown { get; init; }

    internal string? Owner(Faults faults)
    {
        faults.Require(!OwnerId.IsNull, "ownerId", "must not be null: a customer has an owner");
        return OwnerId.Value;
    }
}

[Example("""{ "message": "Invoice overdue" }""")]
public sealed record AlertRequest
{
    /// <summary>What people should know before they deal with the customer; required.</summary>
    [Required, MinLength(1), MaxLength(CustomerRules.LongestAlert)] public Field<string> Message { get; init; }
    [JsonExtensionData] public Dictionary<string, JsonElement>? Unknown { get; init; }

    internal string Text(Faults faults)
    {
        var message = Message.Value?.Trim() ?? "";
        faults.Require(Message.Fault is not null || message.Length is > 0 and <= CustomerRules.LongestAlert, "message", $"must have 1 to {CustomerRules.LongestAlert} characters")
            .Require(!message.Any(c => char.IsControl(c) && c != '\n'), "message", "contains control characters");
        return message;
    }
}
