using System.Reflection;
using System.Text.Json;
using Customers.Domain.Outcomes;
using Microsoft.AspNetCore.Http.Metadata;

namespace Customers.Functions.Http;

/// <summary>
/// A JSON body read as the request record <typeparamref name="T"/> (see <see cref="Field{T}"/>), with all faults of its
/// shape: types, unknown and read-only properties. What cannot be read at all never reaches the endpoint
/// (400 <c>malformed-json</c>, 413, 415).
/// </summary>
public sealed class Body<T> : IEndpointParameterMetadataProvider where T : class, new()
{
    static Body()
    {
        if (!RequestRecord.Is(typeof(T))) throw new InvalidOperationException($"{typeof(T).Name} is no request record.");
    }

    private readonly Faults _faults = new();
    private readonly T _request = new();

    private Body(ReadOnlySpan<byte> json, JsonValueKind kind)
    {
        if (kind != JsonValueKind.Object)
        {
            _faults.Add("$", "must be an object");
            return;
        }
        _request = JsonSerializer.Deserialize<T>(json, WireJson.Requests)!;
        new ShapeFaults(_faults).Walk(_request);
    }

    public static async ValueTask<Body<T>?> BindAsync(HttpContext context)
    {
        var mayBeEmpty = context.GetEndpoint()?.Metadata.GetMetadata<OptionalBody>() is not null;
        if (!mayBeEmpty) RequestBytes.DemandJson(context.Request);
        var json = await RequestBytes.ReadAsync(context.Request, RequestBytes.ApiLimit);
        if (mayBeEmpty && json.IsEmpty) return new("{}"u8, JsonValueKind.Object);
        RequestBytes.DemandJson(context.Request);
        return new(json.Span, RequestBytes.DemandWellFormed(json));
    }

    /// <summary>
    /// Reads the request into what the use case takes, adding the faults of its values to those of its shape; any → refused
    /// with all of them. The reader meets wrongly typed properties as absent ones.
    /// </summary>
    public Outcome<TResult> Read<TResult>(Func<T, Faults, TResult> read)
    {
        var result = read(_request, _faults);
        return _faults.Any ? Refusal.Invalid(_faults) : result;
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(new BodyShape(typeof(T)));
}

/// <summary>The request record that an endpoint takes, for the API's description.</summary>
internal sealed record BodyShape(Type Request);

/// <summary>The endpoint takes a CSV file.</summary>
internal sealed record CsvShape;

/// <summary>The upload that an endpoint takes: an enum of categories, and a file.</summary>
internal sealed record UploadShape(Type Category);

/// <summary>Nothing at all is read as an empty object.</summary>
internal sealed class OptionalBody
{
    public static readonly OptionalBody Instance = new();
}

internal static class OptionalBodies
{
    public static TBuilder BodyMayBeEmpty<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(OptionalBody.Instance);
}
