using System.Text.Json.Serialization;

namespace Customers.Functions.Http;

/// <summary>
/// One property of a request: absent, null, a value, or of the wrong type (then <see cref="Fault"/> says what it must be).
/// The same record serves POST and PATCH (JSON Merge Patch, RFC 7396: absent = keep, null = clear).
/// </summary>
[JsonConverter(typeof(FieldJson))]
public readonly record struct Field<T> : IRequestPart
{
    private Field(T? value, bool isNull, string? fault) => (Value, IsPresent, IsNull, Fault) = (value, true, isNull, fault);

    public bool IsPresent { get; }
    public bool IsNull { get; }
    /// <summary>Default unless <see cref="HasValue"/>.</summary>
    public T? Value { get; }
    public string? Fault { get; }

    public bool HasValue => IsPresent && !IsNull && Fault is null;

    /// <summary>Absent keeps what is there, null becomes <paramref name="cleared"/>.</summary>
    public T Or(T current, T cleared) => IsNull ? cleared : HasValue ? Value! : current;

    internal static Field<T> Of(T value) => new(value, false, null);
    internal static Field<T> Null { get; } = new(default, true, null);
    internal static Field<T> Wrong(string fault) => new(default, false, fault);

    void IRequestPart.Report(string path, ShapeFaults faults)
    {
        if (Fault is not null) faults.Add(path, Fault);
        else if (Value is not null) faults.Walk(Value, path);
    }
}

public static class FieldReading
{
    /// <summary>A text without the spaces around it; an empty one is none.</summary>
    public static string? TextOr(this Field<string> field, string? current) => field.Or(current)?.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>Absent keeps what is there, null clears it.</summary>
    public static T? Or<T>(this Field<T> field, T? current) where T : class => field.IsNull ? null : field.HasValue ? field.Value : current;

    /// <inheritdoc cref="Or{T}(Field{T}, T)"/>
    public static T? Or<T>(this Field<T> field, T? current) where T : struct => field.IsNull ? null : field.HasValue ? field.Value : current;
}
