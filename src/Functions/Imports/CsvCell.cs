using System.Text.RegularExpressions;

namespace Customers.Functions.Imports;

/// <summary>
/// Texts in cells. One that a spreadsheet would run as a formula gets a <c>'</c> before it, and so does one that begins as if it
/// had got one already: then taking it off always leaves what was there. A
/// number below zero stays a number, which can be added up.
/// </summary>
internal static partial class CsvCell
{
    public static string Write(string text)
    {
        var harmless = Runs().IsMatch(text) ? "'" + text : text;
        return harmless.AsSpan().IndexOfAny(",;\"\r\n") < 0 ? harmless : "\"" + harmless.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }

    /// <param name="text">Without the quotes of its file.</param>
    public static string Read(string text) => text.StartsWith('\'') && Runs().IsMatch(text) ? text[1..] : text;

    [GeneratedRegex(@"^'*(?!-[0-9]+([.][0-9]+)?\z)[=+\-@\t\r]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Runs();
}
