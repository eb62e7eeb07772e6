using System.Globalization;
using Customers.Domain.Credit;
using Customers.Domain.Settings;

namespace Customers.Domain.Tests.Credit;

public sealed class CreditScheduleTests
{
    [Theory]
    [InlineData("Etc/UTC", "02:00", "2026-03-02T01:59:59Z", "2026-03-01")]
    [InlineData("Etc/UTC", "02:00", "2026-03-02T02:00:00Z", "2026-03-02")]
    [InlineData("Etc/UTC", "00:00", "2026-03-02T00:00:00Z", "2026-03-02")]
    [InlineData("Europe/Berlin", "02:00", "2026-03-02T00:59:59Z", "2026-03-01")]
    [InlineData("Europe/Berlin", "02:00", "2026-03-02T01:00:00Z", "2026-03-02")]
    [InlineData("Europe/Berlin", "02:30", "2026-03-29T00:59:59Z", "2026-03-28")]   // clocks go from 02:00 to 03:00
    [InlineData("Europe/Berlin", "02:30", "2026-03-29T01:00:00Z", "2026-03-29")]
    [InlineData("Europe/Berlin", "02:30", "2026-10-25T00:29:59Z", "2026-10-24")]   // 02:30 comes twice
    [InlineData("Europe/Berlin", "02:30", "2026-10-25T00:30:00Z", "2026-10-25")]
    [InlineData("Europe/Berlin", "02:30", "2026-10-25T01:30:00Z", "2026-10-25")]
    [InlineData("Pacific/Pago_Pago", "02:00", "2026-03-02T12:59:59Z", "2026-03-01")]
    [InlineData("Pacific/Pago_Pago", "02:00", "2026-03-02T13:00:00Z", "2026-03-02")]
    [InlineData("Pacific/Kiritimati", "02:00", "2026-03-01T11:59:59Z", "2026-03-01")]
    [InlineData("Pacific/Kiritimati", "02:00", "2026-03-01T12:00:00Z", "2026-03-02")]
    [InlineData("Etc/UTC", "02:00", "2028-02-29T02:00:00Z", "2028-02-29")]
    [InlineData("Etc/UTC", "02:00", "2028-03-01T01:00:00Z", "2028-02-29")]
    public void A_date_is_due_from_the_run_time_where_the_organisation_is(string zone, string runAt, string now, string due)
    {
        var settings = new HubSettings { Organisation = new() { TimeZone = zone }, CreditControl = new() { RunAt = TimeOnly.Parse(runAt, CultureInfo.InvariantCulture) } };
        Assert.Equal(DateOnly.Parse(due, CultureInfo.InvariantCulture), CreditSchedule.DueDate(settings, DateTimeOffset.Parse(now, CultureInfo.InvariantCulture)));
    }
}
