using System.Text.Json;
using System.Text.Json.Serialization;

namespace Customers.Functions.Http;

/// <summary>Reads the parts of a request record: a value of the wrong type is recorded, not thrown.</summary>
internal sealed class FieldJson : JsonConverterFactory
{
    /// <summary>Of a list: fewer than these.</summary>
    public const int MostElements = 10_000;

    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsAssignableTo(typeof(IRequestPart));

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options)
    {
        var part = typeToConvert.GetGenericTypeDefinition();
        var reader = part == typeof(Field<>) ? typeof(OfField<>) : part == typeof(Items<>) ? typeof(OfItems<>) : typeof(OfEntries<>);
        return (JsonConverter)Activator.CreateInstance(reader.MakeGenericType(typeToConvert.GetGenericArguments()))!;
    }

    private abstract class OfPart<TPart> : JsonConverter<TPart>
    {
        public override bool HandleNull => true;
        public override void Write(Utf8JsonWriter writer, TPart value, JsonSerializerOptions options) => throw new NotSupportedException("Requests are only read.");
    }

    private sealed class OfField<T> : OfPart<Field<T>>
    {
        public override Field<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => ReadField<T>(ref reader);
    }

    private sealed class OfItems<T> : OfPart<Items<T>>
    {
        public override Items<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.Null) return new(null, null);
            if (reader.TokenType != JsonTokenType.StartArray) return Skip(ref reader, "must be a list");
            var elements = new List<Field<T>>();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                if (elements.Count < MostElements) elements.Add(ReadField<T>(ref reader));
                else reader.Skip();
            return elements.Count < MostElements ? new([.. elements], null) : new(null, $"must have fewer than {MostElements} elements");
        }

        private static Items<T> Skip(ref Utf8JsonReader reader, string fault)
        {
            reader.Skip();
            return new(null, fault);
        }
    }

    private sealed class OfEntries<T> : OfPart<Entries<T>>
    {
        public override Entries<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.Null) return new(null, null);
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                return new(null, "must be an object");
            }
            var entries = new Dictionary<string, Field<T>>(StringComparer.Ordinal);
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            {
                var name = reader.GetString()!;
                reader.Read();
                entries[name] = ReadField<T>(ref reader);
            }
            return new(entries, null);
        }
    }

    private static Field<T> ReadField<T>(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null) return Field<T>.Null;
        if (WireType<T>.Instance.TryRead(ref reader, out var value)) return Field<T>.Of(value);
        // A scalar of the wrong type stands still, an object or list must be passed over.
        reader.Skip();
        return Field<T>.Wrong(WireType<T>.Instance.Fault);
    }
}
