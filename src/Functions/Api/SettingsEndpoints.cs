using System.Globalization;
using System.Text.Json.Serialization;
using Customers.Domain.Amounts;
using Customers.Domain.Credit;
using Customers.Domain.Customers;
using Customers.Domain.Outcomes;
using Customers.Domain.Settings;
using Customers.Functions.Http;
using Customers.Functions.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Customers.Functions.Api;

/// <summary><c>/api/settings</c> (CONTRACT §8).</summary>
internal static class SettingsEndpoints
{
    public static void MapSettings(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/settings", ReadAsync).WithTags("Settings")
            .WithSummary("Reads the organisation's settings").Needs(Right.ManageSettings);
        endpoints.MapPut("/api/settings", ReplaceAsync).Refuses(RefusalKind.Conflict, "number-already-used").WithTags("Settings")
            .WithSummary("Replaces the settings; starts a credit check when the credit rule changes").Needs(Right.ManageSettings);
    }

    private static async Task<Tagged<SettingsResponse>> ReadAsync(CurrentSettings settings, Numbers numbers, CancellationToken cancel)
    {
        var current = (await settings.ReadAsync(cancel))?.Value ?? new HubSettings();
        return Answers.Ok(SettingsResponse.Of(current, await NumberingResponse.OfAsync(current, numbers, cancel)), TagOf(current));
    }

    private static async Task<Results<Tagged<SettingsResponse>, Refused>> ReplaceAsync(
        Body<SettingsRequest> body, IfMatch match, ChangeSettings change, Numbers numbers, HttpContext context)
    {
        var wish = body.Read((request, faults) => request.Read(faults));
        if (wish.IsRefused(out var refusal)) return refusal.Answer();
        var changed = await change.RunAsync(wish.Value.Settings, wish.Value.Next, current => match.Allows(TagOf(current).Record), context.Caller(), context.RequestAborted);
        if (changed.IsRefused(out refusal)) return refusal.Answer();
        var done = changed.Value;
        return Answers.Ok(SettingsResponse.Of(done.Settings, await NumberingResponse.OfAsync(done.Settings, numbers, context.RequestAborted), done.CreditRunId), TagOf(done.Settings));
    }

    private static ETag TagOf(HubSettings settings) => new(settings.Version.ToString(CultureInfo.InvariantCulture));
}

/// <param name="CreditCheckId">The credit check that this change has started; null when none was needed.</param>
public sealed record SettingsResponse(
    OrganisationResponse Organisation, CustomerIdShown CustomerIdShown, NumberingResponse Numbering, CreditControlResponse CreditControl, PaymentsResponse Payments, PortalAccess Portal,
    EmailSender Email, IReadOnlyList<Classification> Classifications, IReadOnlyList<CustomField> CustomFields,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? CreditCheckId)
{
    public static SettingsResponse Of(HubSettings s, NumberingResponse numbering, string? creditCheckId = null) => new(
        new(s.Organisation.Name, s.Organisation.BaseCurrency.Code, s.Organisation.TimeZone),
        s.CustomerIdShown, numbering, CreditControlResponse.Of(s.CreditControl), new(s.AllowPartialPayments),
        s.Portal, s.Email, s.Classifications, s.CustomFields, creditCheckId);
}

public sealed record OrganisationResponse(string Name, string BaseCurrency, string TimeZone);

public sealed record PaymentsResponse(bool AllowPartial);

public sealed record CreditControlResponse(
    CreditStrategy Strategy, int GraceDays, IReadOnlyList<MinimumOverdueResponse> MinimumOverdue, string WarningPercent, string RunAt, WhenOnHold WhenOnHold)
{
    public static CreditControlResponse Of(CreditPolicy policy) => new(
        policy.Strategy, policy.GraceDays,
        [.. policy.MinimumOverdue.Select(m => new MinimumOverdueResponse(m.Currency, new(m.Amount, Currency.Parse(m.Currency))))],
        policy.WarningPercent.ToString("0.####", CultureInfo.InvariantCulture),
        policy.RunAt.ToString("HH:mm", CultureInfo.InvariantCulture),
        policy.WhenOnHold);
}

public sealed record MinimumOverdueResponse(string Currency, Money Amount);
