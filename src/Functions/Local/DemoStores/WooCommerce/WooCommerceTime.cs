using System.Globalization;
using System.Text.RegularExpressions;

namespace Customers.Functions.Local.DemoStores.WooCommerce;

/// <summary>A shop in Berlin: dates in local time and, without a sign of it, in UTC.</summary>
internal static partial class WooCommerceTime
{
    public const string ZoneName = "Europe/Berlin";
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById(ZoneName);

    public static string Local(DateTimeOffset moment) => Text(TimeZoneInfo.ConvertTime(moment, Zone).DateTime);

    public static string Gmt(DateTimeOffset moment) => Text(moment.UtcDateTime);

    /// <summary>
    /// What <c>modified_after</c> and <c>modified_before</c> come to mean, whole seconds in UTC. A time zone suffix together
    /// with <c>dates_are_gmt</c> is converted to local time and then taken for UTC: the shop's known mistake, kept here.
    /// </summary>
    public static bool TryBound(string text, bool datesAreGmt, out DateTimeOffset bound)
    {
        bound = default;
        var match = DatePattern().Match(text);
        if (!match.Success || !DateTime.TryParse(match.Groups["date"].Value.Replace(' ', 'T'), CultureInfo.InvariantCulture, out var date)) return false;
        var suffix = match.Groups["suffix"].Value;
        if (suffix.Length == 0)
        {
            bound = datesAreGmt ? new(date, TimeSpan.Zero) : new(TimeZoneInfo.ConvertTimeToUtc(date, Zone));
            return true;
        }
        if (!DateTimeOffset.TryParse(match.Groups["date"].Value + suffix, CultureInfo.InvariantCulture, out var moment)) return false;
        bound = datesAreGmt ? new(TimeZoneInfo.ConvertTime(moment, Zone).DateTime, TimeSpan.Zero) : moment;
        return true;
    }

    private static string Text(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);

    [GeneratedRegex("""^(?<date>\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2})(\.\d+)?(?<suffix>[Zz]|[+-]\d{2}(:\d{2})?)?$""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DatePattern();
}
