using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Customers.Functions.Statements;

/// <summary>A piece of HTML. What goes into it is encoded unless it is such a piece itself, so that encoding cannot be forgotten.</summary>
internal readonly record struct Markup
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private readonly string _html;

    private Markup(string html) => _html = html;

    /// <param name="html">Arguments may be <see cref="Markup"/>, sequences of it, or anything else, which is text.</param>
    public static Markup Of(FormattableString html) =>
        new(string.Format(CultureInfo.InvariantCulture, html.Format, [.. html.GetArguments().Select(Encoded)]));

    /// <summary>A text of our own that is HTML already.</summary>
    public static Markup Trusted(string html) => new(html);

    public override string ToString() => _html ?? "";

    private static object Encoded(object? argument) => argument switch
    {
        Markup markup => markup._html,
        IEnumerable<Markup> pieces => string.Concat(pieces),
        _ => Encoder.Encode(Convert.ToString(argument, CultureInfo.InvariantCulture) ?? ""),
    };
}
