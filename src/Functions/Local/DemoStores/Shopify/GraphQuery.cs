using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Customers.Functions.Local.DemoStores.Shopify;

/// <summary>Reads one GraphQL query or mutation: operation, variables with defaults, arguments, aliases, nested selections. No fragments, no directives.</summary>
internal sealed class GraphQuery
{
    private const int DeepestSelection = 20;
    private readonly GraphTokens _tokens;
    private readonly JsonObject _given;
    private readonly Dictionary<string, JsonNode?> _variables = new(StringComparer.Ordinal);

    private GraphQuery(string text, JsonObject? variables) => (_tokens, _given) = (new(text), variables ?? []);

    public static GraphOperation Read(string text, JsonObject? variables) => new GraphQuery(text, variables).Operation();

    private GraphOperation Operation()
    {
        var isMutation = _tokens.Peek == "mutation";
        if (_tokens.Peek != "{")
        {
            if (!isMutation && _tokens.Peek != "query") throw new GraphRefusal($"The demo store answers queries and mutations, not {_tokens.Take()}");
            _tokens.Take();
            if (_tokens.Peek is not ("{" or "(")) _tokens.TakeName();
            if (_tokens.TakeIf("(")) while (!_tokens.TakeIf(")")) Variable();
        }
        var fields = Selection(depth: 0);
        return _tokens.Peek is null ? new(isMutation, fields) : throw new GraphRefusal($"The demo store reads one operation, and no {_tokens.Take()}");
    }

    private void Variable()
    {
        _tokens.Expect("$");
        var name = _tokens.TakeName();
        _tokens.Expect(":");
        var required = VariableType();
        var fallback = _tokens.TakeIf("=") ? Value() : null;
        var value = _given.TryGetPropertyValue(name, out var given) ? given : fallback;
        if (required && value is null) throw new GraphRefusal($"Variable ${name} was provided invalid value", "INVALID_VARIABLE");
        _variables[name] = value;
    }

    private bool VariableType()
    {
        if (_tokens.TakeIf("["))
        {
            VariableType();
            _tokens.Expect("]");
        }
        else _tokens.TakeName();
        return _tokens.TakeIf("!");
    }

    private List<GraphField> Selection(int depth)
    {
        if (depth > DeepestSelection) throw new GraphRefusal("Query is nested too deeply");
        List<GraphField> fields = [];
        _tokens.Expect("{");
        while (!_tokens.TakeIf("}")) fields.Add(Field(depth));
        return fields.Count > 0 ? fields : throw new GraphRefusal("syntax error, unexpected }, expecting a field");
    }

    private GraphField Field(int depth)
    {
        if (_tokens.Peek is "..." or "@") throw new GraphRefusal("The demo store knows no fragments and no directives");
        var key = _tokens.TakeName();
        var name = _tokens.TakeIf(":") ? _tokens.TakeName() : key;
        Dictionary<string, JsonNode?> arguments = new(StringComparer.Ordinal);
        if (_tokens.TakeIf("("))
        {
            while (!_tokens.TakeIf(")"))
            {
                var argument = _tokens.TakeName();
                _tokens.Expect(":");
                // A null argument is one left out.
                if (Value() is { } value) arguments[argument] = value;
            }
        }
        return new(name, key, arguments, _tokens.Peek == "{" ? Selection(depth + 1) : []);
    }

    private JsonNode? Value() => _tokens.Take() switch
    {
        "$" => _tokens.TakeName() is var name && _variables.TryGetValue(name, out var value)
            ? value?.DeepClone()
            : throw new GraphRefusal($"Variable ${name} is used but not declared", "variableNotDefined"),
        "[" => List(),
        "null" => null,
        "true" => JsonValue.Create(value: true),
        "false" => JsonValue.Create(value: false),
        ['"', ..] text => JsonSerializer.Deserialize<string>(text),
        [>= '0' and <= '9' or '-', ..] number => JsonValue.Create(decimal.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture)),
        [>= 'A' and <= 'Z' or >= 'a' and <= 'z' or '_', ..] word => word,
        var other => throw new GraphRefusal($"syntax error, unexpected {other}, expecting a value"),
    };

    private JsonArray List()
    {
        JsonArray items = [];
        while (!_tokens.TakeIf("]")) items.Add(Value());
        return items;
    }
}

internal sealed record GraphOperation(bool IsMutation, IReadOnlyList<GraphField> Fields);
