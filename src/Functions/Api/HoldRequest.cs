using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Customers.Domain.Outcomes;
using Customers.Functions.Http;

namespace Customers.Functions.Api;

[Example("""{ "reason": "Bounced cheque, talk to finance first" }""")]
public sealed record HoldRequest
{
    private const int LongestReason = 500;

    /// <summary>Why, in a person's words; required.</summary>
    [Required, MinLength(1), MaxLength(LongestReason)] public Field<string> Reason { get; init; }
    [JsonExtensionData] public Dictionary<string, JsonElement>? Unknown { get; init; }

    internal string ReasonOr(Faults faults)
    {
        var reason = Reason.Value?.Trim() ?? "";
        faults.Require(Reason.Fault is not null || reason.Length is > 0 and <= LongestReason, "reason", $"must have 1 to {LongestReason} characters");
        return reason;
    }
}
