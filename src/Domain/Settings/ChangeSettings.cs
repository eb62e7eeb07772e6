using System.Text.Json;
using Customers.Domain.Credit;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;

namespace Customers.Domain.Settings;

/// <summary>Replaces the settings. When the credit rule decides differently from now on, a credit check begins at once.</summary>
public sealed class ChangeSettings(CurrentSettings settings, Numbers numbers, StartCreditCheck startCreditCheck, IIdSource ids, TimeProvider clock)
{
    /// <summary>Refusals: <c>version-mismatch</c>, <c>number-already-used</c>.</summary>
    /// <param name="next">The numbers to go on from, of the kinds that name one.</param>
    public async Task<Outcome<SettingsChanged>> RunAsync(HubSettings wanted, IReadOnlyDictionary<NumberedKind, long> next, Func<HubSettings, bool> fits, Caller by, CancellationToken cancel)
    {
        while (true)
        {
            var stored = await settings.ReadAsync(cancel);
            var current = stored?.Value ?? new HubSettings();
            if (!fits(current)) return Refusal.Stale;
            if (!await RaiseAsync(next, cancel))
                return Refusal.Conflict("number-already-used", "Numbers from there on may be in use already; the next number can only be raised.");

            var decides = Decides(wanted) != Decides(current);
            var changed = wanted with
            {
                Version = current.Version + 1,
                CreditControl = wanted.CreditControl with { Revision = current.CreditControl.Revision + (decides ? 1 : 0) },
            };
            var changes = HistoryWriter.Between(Shown(current), Shown(changed)).Concat(next.Select(of => HistoryWriter.Field($"numbering.{JsonNamingPolicy.CamelCase.ConvertName(of.Key.ToString())}.next", null, of.Value)));
            var entry = HubChange.Entry(HubSettings.Id, "changed", by, clock.GetUtcNow(), ids, [.. changes]);
            if (!await settings.SaveAsync(stored, changed, [entry], cancel)) continue;
            var run = decides ? await startCreditCheck.NowAsync(cancel) : null;
            return new SettingsChanged(changed, run?.Id);
        }
    }

    /// <summary>What people see of the settings.</summary>
    private static object Shown(HubSettings s) => new
    {
        s.Organisation, s.CustomerIdShown, s.Numbering, s.AllowPartialPayments, s.Portal, s.Email, s.Classifications, s.CustomFields,
        CreditControl = new { s.CreditControl.Strategy, s.CreditControl.GraceDays, s.CreditControl.MinimumOverdue, s.CreditControl.WarningPercent, s.CreditControl.RunAt, s.CreditControl.WhenOnHold },
    };

    /// <summary>All or, but for somebody who is just taking numbers, none.</summary>
    private async Task<bool> RaiseAsync(IReadOnlyDictionary<NumberedKind, long> next, CancellationToken cancel)
    {
        foreach (var (kind, number) in next)
            if (number < await numbers.PeekAsync(kind, cancel)) return false;
        foreach (var (kind, number) in next)
            if (!await numbers.RaiseAsync(kind, number, cancel)) return false;
        return true;
    }

    /// <summary>All of the settings that the credit decision depends on.</summary>
    private static string Decides(HubSettings s) => JsonSerializer.Serialize(
        new { s.Organisation.TimeZone, s.CreditControl.Strategy, s.CreditControl.GraceDays, s.CreditControl.MinimumOverdue }, StoredJson.Options);
}

/// <param name="CreditRunId">The credit check that the change has started.</param>
public sealed record SettingsChanged(HubSettings Settings, string? CreditRunId);
