using System.Text.Encodings.Web;
using System.Text.Json;
using Customers.Domain.Documents;

namespace Customers.Functions.Storage.Cosmos;

/// <summary>
/// A document as an item: <c>{"id", "pk": partition, "type", "f": {single fields}, "m": {multi-valued fields}, "body"}</c>.
/// Only what is declared lies in <c>f</c> and <c>m</c>, and only that is indexed; <c>body</c> is the document as it came.
/// </summary>
internal sealed record CosmosItem(StoredDocument Document, FieldValue? SortValue)
{
    /// <summary>What a query selects of an item, but for the value of its order: <see cref="SortName"/>.</summary>
    public const string Selected = "c.id, c.pk, c.type, c._etag, c.body";
    public const string SortName = "s";

    /// <summary>Cosmos keeps numbers as doubles: beyond this, neighbours become one.</summary>
    private const long LargestNumber = 1L << 53;

    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static MemoryStream Write(string partition, string id, DocumentType type, DocumentContent content)
    {
        foreach (var (field, value) in content.Fields) CheckDeclared(type, field, value);
        var stream = new MemoryStream(content.Body.Length + 512);
        using (var json = new Utf8JsonWriter(stream, Relaxed))
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteString("pk", partition);
            json.WriteString("type", type.Name);
            WriteFields(json, "f", content.Fields.Where(field => field.Value is not FieldValue.Many));
            WriteFields(json, "m", content.Fields.Where(field => field.Value is FieldValue.Many { Values.Count: > 0 }));
            json.WritePropertyName("body");
            json.WriteRawValue(content.Body.Span);
            json.WriteEndObject();
        }
        stream.Position = 0;
        return stream;
    }

    public static CosmosItem Read(string container, ReadOnlyMemory<byte> item)
    {
        string partition = "", id = "", type = "", etag = "";
        FieldValue? sort = null;
        ReadOnlyMemory<byte> body = default;
        var json = new Utf8JsonReader(item.Span);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString();
            json.Read();
            switch (name)
            {
                case "id": id = json.GetString()!; break;
                case "pk": partition = json.GetString()!; break;
                case "type": type = json.GetString()!; break;
                case "_etag": etag = json.GetString()!; break;
                case "body": body = item[Value(ref json)]; break;
                case SortName: sort = json.TokenType == JsonTokenType.String ? json.GetString() : (long)json.GetDouble(); break;
                default: json.Skip(); break;
            }
        }
        return new(new(new(container, partition, id), type, etag, body), sort);
    }

    /// <summary>The items of an answer <c>{"Documents": [item, …], …}</c>.</summary>
    public static List<CosmosItem> ReadAll(string container, ReadOnlyMemory<byte> answer)
    {
        var items = new List<CosmosItem>();
        var json = new Utf8JsonReader(answer.Span);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isList = json.ValueTextEquals("Documents");
            json.Read();
            if (!isList) json.Skip();
            else while (json.Read() && json.TokenType == JsonTokenType.StartObject) items.Add(Read(container, answer[Value(ref json)]));
        }
        return items;
    }

    /// <summary>A value for the wire.</summary>
    public static object Parameter(FieldValue value) => value switch
    {
        FieldValue.Text text => text.Value,
        FieldValue.Number number => Exact(number.Value),
        _ => throw new ArgumentException($"A field is compared with one value, not with a {value.GetType().Name}.", nameof(value)),
    };

    private static Range Value(ref Utf8JsonReader json)
    {
        var start = (int)json.TokenStartIndex;
        json.Skip();
        return start..(int)json.BytesConsumed;
    }

    private static void CheckDeclared(DocumentType type, string field, FieldValue value)
    {
        var multi = value is FieldValue.Many;
        if (!(multi ? type.MultiFields : type.Fields).Contains(field))
            throw new ArgumentException($"'{type.Name}' declares no {(multi ? "multi-valued" : "single-valued")} field '{field}'.", nameof(field));
    }

    private static void WriteFields(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, FieldValue>> fields)
    {
        json.WriteStartObject(name);
        foreach (var (field, value) in fields)
        {
            json.WritePropertyName(field);
            if (value is FieldValue.Many many) WriteSet(json, many.Values);
            else if (value is FieldValue.Number number) json.WriteNumberValue(Exact(number.Value));
            else json.WriteStringValue(((FieldValue.Text)value).Value);
        }
        json.WriteEndObject();
    }

    private static void WriteSet(Utf8JsonWriter json, IReadOnlyCollection<string> values)
    {
        json.WriteStartArray();
        foreach (var value in values.Distinct()) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static long Exact(long number) => number is >= -LargestNumber and <= LargestNumber
        ? number
        : throw new ArgumentException($"A queryable number lies within ±{LargestNumber}.", nameof(number));
}
