using Customers.Domain.Documents;

namespace Customers.Functions.Storage.Sqlite;

/// <summary>One value in a row: nothing, a whole number, text, or bytes.</summary>
internal readonly struct Cell : IEquatable<Cell>
{
    public Cell(long number) => Number = number;
    public Cell(string text) => Text = text;
    public Cell(byte[] bytes, bool isText) => (Bytes, IsText) = (bytes, isText);

    public long? Number { get; }
    public string? Text { get; }
    public byte[]? Bytes { get; }
    /// <summary>The bytes are to be compared as text.</summary>
    public bool IsText { get; }

    public static Cell From(FieldValue? value) => value switch
    {
        null => default,
        FieldValue.Text text => new(text.Value),
        FieldValue.Number number => new(number.Value),
        FieldValue.Many many => ValueSet.Of(many.Values),
        _ => throw new ArgumentException($"A field cannot hold a {value.GetType().Name}.", nameof(value)),
    };

    public FieldValue ToField() => Text is { } text ? text : Number!.Value;

    public bool Equals(Cell other) =>
        Number == other.Number && Text == other.Text && Bytes.AsSpan().SequenceEqual(other.Bytes) && (Bytes is null) == (other.Bytes is null);

    public override bool Equals(object? obj) => obj is Cell other && Equals(other);
    public override int GetHashCode() => HashCode.Combine(Number, Text, Bytes?.Length);
}
