using Customers.Domain.Documents;
using Customers.Domain.Reports;
using Customers.Functions.Http;

namespace Customers.Functions.Api;

/// <summary>What all reports are asked by, and their pages.</summary>
internal static class ReportRequests
{
    public const string Json = "application/json", Csv = "text/csv";

    /// <summary>From <c>from</c> to <c>to</c>; by itself from the first of the year to today.</summary>
    public static Period Period(this ListRequest list, DateOnly today)
    {
        var to = list.Date("to") ?? today;
        var from = list.Date("from") ?? new(to.Year, 1, 1);
        list.Require(from <= to, "to", "lies before from");
        list.Require(to < from.AddYears(Domain.Reports.Period.MostYears), "to", $"must be less than {Domain.Reports.Period.MostYears} years after from");
        return new(from, to);
    }

    /// <summary>A file of all rows instead of pages, by <c>format</c> or else by <c>Accept</c>.</summary>
    public static bool WantsCsv(this ListRequest list, HttpRequest request)
    {
        var csv = list.Choice<ReportFormat>("format") is { } format ? format == ReportFormat.Csv : Preferred.By(request, Json, Csv) == Csv;
        foreach (var name in (string[])["limit", "after"]) list.Require(!csv || !request.Query.ContainsKey(name), name, "is for pages: a file has all rows");
        return csv;
    }

    /// <summary>The place that the page follows.</summary>
    public static RowPlace? Place(this ListRequest list) => list.After switch
    {
        null => null,
        { SortValue: FieldValue.Text key } after => new(key.Value, after.Id),
        _ => throw new UnreadableRequestException(StatusCodes.Status400BadRequest), // somebody made it up
    };

    /// <summary>As many rows as the page has, and the place of the last if there are more.</summary>
    public static async Task<Page<T>> PageAsync<T>(this ListRequest list, IAsyncEnumerable<T> rows, Func<T, Position> positionOf, CancellationToken cancel)
    {
        var found = await rows.Take(list.Limit + 1).ToListAsync(cancel);
        return found.Count <= list.Limit ? new(found, null) : new(found[..list.Limit], positionOf(found[list.Limit - 1]));
    }

    public static Position PositionOf(RowPlace place) => new(place.Key, place.Currency);
}

internal enum ReportFormat { Json, Csv }
