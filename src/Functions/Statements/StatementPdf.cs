using System.Globalization;
using Customers.Domain.Accounts;
using Customers.Functions.Statements.Paper;

namespace Customers.Functions.Statements;

/// <summary>
/// A statement on A4 paper. Scripts that need a shaping engine (Devanagari, Thai, …) are drawn letter by letter, where an installed
/// font has them. The same statement gives the same bytes.
/// </summary>
public static class StatementPdf
{
    private const double AddressWidth = 270;
    private const double FactsLeft = 350;
    private static readonly TextStyle Organisation = new(15, Bold: true);
    private static readonly TextStyle Name = new(10.5, Bold: true);
    private static readonly TextStyle Plain = new(9);
    private static readonly TextStyle Label = new(9, Muted: true);
    private static readonly TextStyle Heading = new(11, Bold: true);
    private static readonly TextStyle Foot = new(7.5, Muted: true);

    /// <summary>The bytes of an <c>application/pdf</c>.</summary>
    public static byte[] Write(Statement statement)
    {
        using var pages = new Pages();
        pages.Document.Info.Title = $"{StatementText.Title} – {statement.Customer.Name}";
        pages.Document.Info.Author = statement.Organisation;
        pages.Document.Language = "en";
        WriteTitle(pages, statement);
        WriteParties(pages, statement);
        foreach (var table in StatementText.Tables(statement)) WriteTable(pages, table);
        pages.Number(string.Join(" · ", new[] { statement.Organisation, StatementText.Title, statement.Customer.Reference, statement.Customer.Name }.Where(text => text.Length > 0)), Foot);
        return RepeatablePdf.Save(pages.Document, statement.AsOf, Identity(statement));
    }

    private static void WriteTitle(Pages pages, Statement statement)
    {
        var title = TextLine.Of(StatementText.Title, Label);
        var top = pages.Y;
        pages.Y += Organisation.Size - Label.Size;
        pages.WriteRight(title, Label, Pages.Right);
        pages.Y = top;
        WriteLines(pages, TextLine.Wrap(statement.Organisation, Organisation, Pages.Width - title.Width - 24), Organisation);
        pages.Y += 6;
        pages.Rule(0.8);
        pages.Y += 16;
    }

    private static void WriteParties(Pages pages, Statement statement)
    {
        var top = pages.Y;
        foreach (var (label, value) in StatementText.Facts(statement))
        {
            pages.Write(TextLine.Of(label, Label), Label, FactsLeft);
            foreach (var line in TextLine.Wrap(value, Plain, Pages.Right - FactsLeft - 60))
            {
                pages.WriteRight(line, Plain, Pages.Right);
                pages.Y += Plain.LineHeight;
            }
        }

        var bottom = pages.Y;
        pages.Y = top;
        WriteLines(pages, TextLine.Wrap(statement.Customer.Name, Name, AddressWidth), Name);
        WriteLines(pages, statement.Customer.BillingAddress.SelectMany(line => TextLine.Wrap(line, Plain, AddressWidth)), Plain);
        pages.Y = Math.Max(pages.Y, bottom) + 6;
    }

    private static void WriteTable(Pages pages, StatementTable content)
    {
        var table = new Table(pages, content.Columns, [.. content.Rows.Select(row => row.Cells)]);
        if (!pages.Fits(110)) pages.NextPage();
        else pages.Y += 18;
        WriteLines(pages, [TextLine.Of(content.Title, Heading)], Heading);
        pages.Y += 4;
        if (content.Rows.Count == 0)
        {
            WriteLines(pages, [TextLine.Of(StatementText.NothingOpen, Label)], Label);
            return;
        }

        table.Header();
        foreach (var row in content.Rows) table.Row(row.Cells, row.Strong);
    }

    private static void WriteLines(Pages pages, IEnumerable<TextLine> lines, TextStyle style)
    {
        foreach (var line in lines)
        {
            pages.Write(line, style, Pages.Left);
            pages.Y += style.LineHeight;
        }
    }

    private static string Identity(Statement statement) => string.Create(
        CultureInfo.InvariantCulture,
        $"{statement.Organisation}\n{statement.Customer.Reference}\n{statement.Currency}\n{statement.From:O}\n{statement.To:O}\n{statement.AsOf:O}\n{statement.ClosingBalance}");
}
