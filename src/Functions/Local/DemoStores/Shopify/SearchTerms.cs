using System.Globalization;
using System.Text.RegularExpressions;

namespace Customers.Functions.Local.DemoStores.Shopify;

/// <summary>The bounds on <c>updated_at</c> in a search such as <c>updated_at:&gt;='2026-11-01T00:00:00Z'</c>; whole seconds.</summary>
internal sealed partial record SearchTerms(DateTimeOffset From, DateTimeOffset Until)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary><see cref="Until"/> is exclusive. Other terms are refused: silently finding too much would hide a client's mistake.</summary>
    public static SearchTerms Read(string? query)
    {
        SearchTerms terms = new(DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
        var position = 0;
        while (position < (query?.Length ?? 0))
        {
            var term = TermPattern().Match(query!, position);
            if (!term.Success || !TryMoment(term.Groups["moment"].Value, out var moment))
                throw new GraphRefusal($"The demo store searches by updated_at only, not by \"{query![position..]}\"");
            terms = terms.And(term.Groups["comparison"].Value, moment);
            position += term.Length;
        }
        return terms;
    }

    public bool Include(DateTimeOffset moment) => moment >= From && moment < Until;

    private SearchTerms And(string comparison, DateTimeOffset moment) => comparison switch
    {
        ">=" => this with { From = Later(From, moment) },
        ">" => this with { From = Later(From, moment + Second) },
        "<" => this with { Until = Earlier(Until, moment) },
        "<=" => this with { Until = Earlier(Until, moment + Second) },
        _ => new(Later(From, moment), Earlier(Until, moment + Second)),
    };

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private static bool TryMoment(string text, out DateTimeOffset moment)
    {
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out moment)) return false;
        moment = new(moment.UtcTicks - moment.UtcTicks % TimeSpan.TicksPerSecond, TimeSpan.Zero);
        return true;
    }

    [GeneratedRegex("""\G\s*(?:AND\s+)?updated_at:(?<comparison>>=|<=|>|<|)(?<quote>['"]?)(?<moment>[0-9TZ:.+-]+)\k<quote>\s*""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TermPattern();
}
