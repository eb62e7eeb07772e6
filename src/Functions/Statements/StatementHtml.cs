using Customers.Domain.Accounts;
using Customers.Functions.Statements.Paper;

namespace Customers.Functions.Statements;

/// <summary>A statement as one page that needs nothing else, runs nothing, and prints on A4.</summary>
public static class StatementHtml
{
    private static readonly Markup Style = Markup.Trusted(ReadStyle());

    /// <summary>The text of a <c>text/html; charset=utf-8</c>.</summary>
    public static string Write(Statement statement) => Markup.Of($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>{StatementText.Title} – {statement.Customer.Name}</title>
        <style>{Style}</style>
        </head>
        <body>
        <main>
        <header>
        <p class="organisation"><bdi>{statement.Organisation}</bdi></p>
        <h1>{StatementText.Title}</h1>
        </header>
        <section class="parties">
        <address>
        <strong><bdi>{statement.Customer.Name}</bdi></strong>
        {statement.Customer.BillingAddress.Select(line => Markup.Of($"<span><bdi>{line}</bdi></span>\n"))}</address>
        <dl>
        {StatementText.Facts(statement).Select(fact => Markup.Of($"<div><dt>{fact.Label}</dt><dd><bdi>{fact.Value}</bdi></dd></div>\n"))}</dl>
        </section>
        {StatementText.Tables(statement).Select(TableOf)}</main>
        </body>
        </html>

        """).ToString();

    private static Markup TableOf(StatementTable table) => table.Rows.Count == 0
        ? Markup.Of($"<section>\n<h2>{table.Title}</h2>\n<p class=\"none\">{StatementText.NothingOpen}</p>\n</section>\n")
        : Markup.Of($"""
            <section>
            <h2>{table.Title}</h2>
            <table>
            <thead><tr>{table.Columns.Select(HeadOf)}</tr></thead>
            <tbody>
            {table.Rows.Select(row => RowOf(row, table.Columns))}</tbody>
            </table>
            </section>

            """);

    private static Markup HeadOf(Column column) => column.Figures ? Markup.Of($"<th scope=\"col\" class=\"figures\">{column.Title}</th>") : Markup.Of($"<th scope=\"col\">{column.Title}</th>");

    private static Markup RowOf(StatementRow row, IReadOnlyList<Column> columns)
    {
        var cells = row.Cells.Select((cell, i) => CellOf(cell, columns[i]));
        return row.Strong ? Markup.Of($"<tr class=\"sum\">{cells}</tr>\n") : Markup.Of($"<tr>{cells}</tr>\n");
    }

    private static Markup CellOf(string text, Column column) =>
        column.Figures ? Markup.Of($"<td class=\"figures\">{text}</td>")
        : column.Width is not null ? Markup.Of($"<td class=\"date\">{text}</td>")
        : Markup.Of($"<td><bdi>{text}</bdi></td>");

    private static string ReadStyle()
    {
        using var file = new StreamReader(typeof(StatementHtml).Assembly.GetManifestResourceStream("statement.css")!);
        return file.ReadToEnd();
    }
}
