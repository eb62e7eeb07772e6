using Customers.Domain.Settings;

namespace Customers.Domain.Credit;

/// <summary>When the nightly check is due: once for every date of the organisation, from the set time on. Missed nights need one run, not many.</summary>
public static class CreditSchedule
{
    /// <summary>The latest date whose check should have begun by now.</summary>
    public static DateOnly DueDate(HubSettings settings, DateTimeOffset now)
    {
        var local = settings.Organisation.LocalAt(now);
        var date = DateOnly.FromDateTime(local);
        return TimeOnly.FromDateTime(local) >= settings.CreditControl.RunAt ? date : date.AddDays(-1);
    }
}
