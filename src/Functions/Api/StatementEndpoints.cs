using Customers.Domain.Accounts;
using Customers.Domain.Amounts;
using Customers.Domain.Customers;
using Customers.Domain.Outcomes;
using Customers.Functions.Http;
using Customers.Functions.Security;
using Customers.Functions.Statements;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Customers.Functions.Api;

/// <summary><c>/api/customers/{id}/statement</c>: JSON, a page, or paper, as <c>Accept</c> says (CONTRACT §5).</summary>
internal static class StatementEndpoints
{
    private const string Json = "application/json";
    private const string Html = "text/html";
    private const string Pdf = "application/pdf";

    public static void MapStatements(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/api/customers/{id}/statement", ReadAsync).WithTags("Accounts").Refuses(RefusalKind.Invalid, "validation-failed")
            .Produces<StatementResponse>(StatusCodes.Status200OK, Json, Html, Pdf)
            .WithSummary("What is open; with from and to also the movements of the period. JSON, HTML or PDF by Accept; in the customer's currency, or in ?currency=").Needs(Right.Read);

    private static async Task<IResult> ReadAsync(string id, string? from, string? to, string? currency, CustomerStore customers, ReadStatement read, HttpContext context)
    {
        if (await customers.FindAsync(id, context.RequestAborted) is not { Value: var customer }) return Refusal.NotFound.Answer();
        var faults = new Faults();
        var (first, last) = (Dates.Read(from, "from", faults), Dates.Read(to, "to", faults));
        var wanted = customer.Profile.Currency;
        faults.Require(currency is null || Currency.TryParse(currency, out wanted), "currency", "must be an ISO 4217 code like EUR")
            .Require(first is null == last is null, first is null ? "from" : "to", "is required with the other end of the period")
            .Require(!(first > last), "to", "lies before from");
        if (faults.Any) return Refusal.Invalid(faults).Answer();
        return Answer(await read.RunAsync(customer, wanted!, first, last, context.RequestAborted), context.Request);
    }

    private static IResult Answer(Statement statement, HttpRequest request) => Preferred.By(request, Json, Html, Pdf) switch
    {
        Html => Results.Content(StatementHtml.Write(statement), Html + "; charset=utf-8"),
        Pdf => Results.File(StatementPdf.Write(statement), Pdf),
        _ => TypedResults.Ok(StatementResponse.Of(statement)),
    };
}

/// <param name="OpeningBalance">Null without a period, as are <paramref name="From"/> and <paramref name="To"/>.</param>
public sealed record StatementResponse(
    string Currency, DateOnly? From, DateOnly? To, DateOnly AsOf, Money? OpeningBalance, Money ClosingBalance,
    IReadOnlyList<StatementMovementResponse> Movements, IReadOnlyList<StatementItem> Items, AgeingResponse Ageing)
{
    internal static StatementResponse Of(Statement s)
    {
        var a = s.Ageing;
        return new(s.Currency.Code, s.From, s.To, s.AsOf, s.OpeningBalance, s.ClosingBalance, [.. s.Movements.Select(StatementMovementResponse.Of)], s.Items,
            new(s.Currency.Code, a.Current, a.Days1To30, a.Days31To60, a.Days61To90, a.Over90));
    }
}

/// <param name="Balance">What the customer owed after it.</param>
public sealed record StatementMovementResponse(string DocumentId, string Number, PostingKind Kind, DateOnly Date, string? Description, Money Debit, Money Credit, Money Balance)
{
    internal static StatementMovementResponse Of(StatementMovement m) => new(m.DocumentId, m.Number, m.Kind, m.Date, m.Description, m.Debit, m.Credit, m.Balance);
}

internal static class Dates
{
    /// <summary>A date of a query; null when absent or faulty.</summary>
    public static DateOnly? Read(string? text, string field, Faults faults)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var date) && date.Year is >= 1900 and < 3000) return date;
        faults.Add(field, "must be a date like 2026-01-31, from 1900 to 2999");
        return null;
    }
}
