using System.Reflection;
using System.Text;
using System.Text.Json;
using Customers.Functions.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Customers.Functions.Imports;

/// <summary>A file of rows, streamed. It begins with a byte order mark, by which spreadsheets know UTF-8.</summary>
internal sealed class CsvAnswer(string fileName, IReadOnlyList<Column> columns, IAsyncEnumerable<object> answers) : IResult, IEndpointMetadataProvider
{
    private const int FlushAt = 32 * 1024;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}\"";
        response.Headers.XContentTypeOptions = "nosniff";
        var text = new StringBuilder("\uFEFF").AppendJoin(',', columns.Select(c => CsvCell.Write(c.Name))).Append("\r\n");
        await foreach (var answer in answers.WithCancellation(httpContext.RequestAborted))
        {
            var json = JsonSerializer.SerializeToElement(answer, answer.GetType(), WireJson.Answers);
            text.AppendJoin(',', columns.Select(c => CsvCell.Write(c.Get(json)))).Append("\r\n");
            if (text.Length < FlushAt) continue;
            await response.WriteAsync(text.ToString(), httpContext.RequestAborted);
            text.Clear();
        }

        await response.WriteAsync(text.ToString(), httpContext.RequestAborted);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(Stream), ["text/csv"]));
}
