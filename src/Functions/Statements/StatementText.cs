using System.Globalization;
using Customers.Domain.Accounts;
using Customers.Domain.Amounts;
using Customers.Functions.Statements.Paper;

namespace Customers.Functions.Statements;

/// <summary>What a statement says in words and figures: the same on screen and on paper.</summary>
internal static class StatementText
{
    public const string Title = "Statement of account";
    public const string NothingOpen = "Nothing is open.";
    private const double DateWidth = 58;

    public static IEnumerable<(string Label, string Value)> Facts(Statement statement)
    {
        yield return ("Date", Day(statement.AsOf));
        yield return ("Customer", statement.Customer.Reference);
        if (Period(statement) is { } period) yield return ("Period", period);
        yield return ("Currency", statement.Currency.Code);
        yield return ("Balance", Amount(statement.ClosingBalance));
    }

    public static IEnumerable<StatementTable> Tables(Statement statement)
    {
        if (statement.HasPeriod) yield return Movements(statement);
        yield return OpenItems(statement);
        yield return ByAge(statement.Ageing);
    }

    public static string Day(DateOnly date) => date.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>With the currency's decimals, and thousands set apart.</summary>
    public static string Amount(Money money) => money.Units.ToString("N" + money.Currency.Decimals, CultureInfo.InvariantCulture);

    private static StatementTable Movements(Statement statement) => new(
        "Movements",
        [new("Date", Width: DateWidth), new("Details"), new("Debit", Figures: true), new("Credit", Figures: true), new("Balance", Figures: true)],
        [
            new(["", "Opening balance", "", "", Amount(statement.OpeningBalance!.Value)]),
            .. statement.Movements.Select(m => new StatementRow([Day(m.Date), Details(m), Side(m.Debit), Side(m.Credit), Amount(m.Balance)])),
            new(["", "Closing balance", "", "", Amount(statement.ClosingBalance)], Strong: true),
        ]);

    private static StatementTable OpenItems(Statement statement) => new(
        "Open items",
        [new("Date", Width: DateWidth), new("Document"), new("Due", Width: DateWidth), new("Total", Figures: true), new("Open", Figures: true)],
        statement.Items.Count == 0
            ? []
            : [
                .. statement.Items.Select(i => new StatementRow(
                    [Day(i.Date), Document(i.Kind, i.Number), i.DueDate is { } due ? Day(due) : "", Amount(i.Total), Amount(i.Remaining)])),
                new(["", "Total", "", "", Amount(statement.Items.Aggregate(Money.Zero(statement.Currency), (sum, i) => sum + i.Remaining))], Strong: true),
            ]);

    private static StatementTable ByAge(Ageing ageing) => new(
        "Open invoices by age",
        [new("Days past due"), new("Amount", Figures: true)],
        [
            new(["Not yet due", Amount(ageing.Current)]),
            new(["1–30 days", Amount(ageing.Days1To30)]),
            new(["31–60 days", Amount(ageing.Days31To60)]),
            new(["61–90 days", Amount(ageing.Days61To90)]),
            new(["Over 90 days", Amount(ageing.Over90)]),
            new(["Total", Amount(ageing.Total)], Strong: true),
        ]);

    private static string? Period(Statement statement) => (statement.From, statement.To) switch
    {
        ({ } from, { } to) => $"{Day(from)} – {Day(to)}",
        ({ } from, null) => $"from {Day(from)}",
        (null, { } to) => $"until {Day(to)}",
        _ => null,
    };

    private static string Details(StatementMovement movement) =>
        string.IsNullOrWhiteSpace(movement.Description) ? Document(movement.Kind, movement.Number) : $"{Document(movement.Kind, movement.Number)} · {movement.Description}";

    // CreditNote reads "Credit note".
    private static string Document(PostingKind kind, string number) =>
        string.Concat(kind.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : c.ToString())) + " " + number;

    private static string Side(Money money) => money.IsZero ? "" : Amount(money);
}

/// <param name="Rows">None: <see cref="StatementText.NothingOpen"/>.</param>
internal sealed record StatementTable(string Title, IReadOnlyList<Column> Columns, IReadOnlyList<StatementRow> Rows);

/// <param name="Cells">One a column.</param>
/// <param name="Strong">A sum.</param>
internal sealed record StatementRow(string[] Cells, bool Strong = false);
