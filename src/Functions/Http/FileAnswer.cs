using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace Customers.Functions.Http;

/// <summary>A file to be saved, whole or by a range, with the conditions of RFC 9110. No browser shows it, or guesses what else it might be.</summary>
/// <param name="content">It can seek; it is disposed of.</param>
/// <param name="hash">Its strong ETag.</param>
public sealed class FileAnswer(Stream content, string contentType, string fileName, DateTimeOffset lastModified, string hash) : IResult, IEndpointMetadataProvider
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "private, no-cache";
        await TypedResults.Stream(content, contentType, fileName, lastModified, new EntityTagHeaderValue($"\"{hash}\""), enableRangeProcessing: true).ExecuteAsync(httpContext);
        if (response.StatusCode != StatusCodes.Status416RangeNotSatisfiable) return;
        (response.ContentLength, response.Headers.ContentDisposition) = (null, default);
        var (code, detail) = Problems.Meaning(response.StatusCode);
        await Problems.WriteAsync(httpContext, response.StatusCode, code, detail);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(Stream), ["application/octet-stream"]));
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status206PartialContent, typeof(Stream), ["application/octet-stream"]));
        foreach (var status in (int[])[StatusCodes.Status412PreconditionFailed, StatusCodes.Status416RangeNotSatisfiable]) builder.Metadata.Add(new Refuses(status, [Problems.Meaning(status).Code]));
    }
}
