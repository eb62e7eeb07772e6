using System.Text.RegularExpressions;

namespace Customers.Functions.Local.DemoStores.Shopify;

/// <summary>The words and marks of a GraphQL text, read one after the other.</summary>
internal sealed partial class GraphTokens
{
    private readonly List<string> _tokens = [];
    private int _next;

    public GraphTokens(string text)
    {
        var position = 0;
        while (position < text.Length)
        {
            var match = Token.Match(text, position);
            if (!match.Success) throw new GraphRefusal($"Parse error on \"{text[position]}\" at character {position}");
            if (match.Groups["token"].Success) _tokens.Add(match.Value);
            position += match.Length;
        }
    }

    public string? Peek => _next < _tokens.Count ? _tokens[_next] : null;

    public string Take() => Peek is { } token && ++_next > 0 ? token : throw new GraphRefusal("syntax error, unexpected end of file");

    public bool TakeIf(string token)
    {
        if (Peek != token) return false;
        _next++;
        return true;
    }

    public void Expect(string token)
    {
        if (!TakeIf(token)) throw new GraphRefusal($"syntax error, unexpected {Peek ?? "end of file"}, expecting {token}");
    }

    public string TakeName() =>
        Take() is var token && (char.IsAsciiLetter(token[0]) || token[0] == '_') ? token : throw new GraphRefusal($"syntax error, unexpected {token}, expecting a name");

    // Commas, comments and the byte order mark are blanks to GraphQL.
    private static Regex Token => TokenPattern();

    [GeneratedRegex("""
        \G(?:[\s,\uFEFF]+|\#[^\n\r]*|(?<token>[A-Za-z_][A-Za-z0-9_]*|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|"(?:[^"\\\n]|\\.)*"|\.\.\.|[!$()\[\]{}:=@|&]))
        """, RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TokenPattern();
}
