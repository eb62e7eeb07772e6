using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Customers.Functions.Tests.Telemetry;

/// <summary>Takes OTLP over HTTP as a collector does. Texts lie in protobuf as they are, so they can be looked for in the bytes.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    /// <summary>An exporter hears every hub of the process: tests that must not be heard do not run beside it.</summary>
    public const string Collection = "exports";

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Path, string? Key, byte[] Body)> _received = [];

    private OtlpReceiver(WebApplication app) => _app = app;

    /// <summary>The settings that make a hub send here.</summary>
    public IEnumerable<string> Arguments =>
        ["--OTEL_EXPORTER_OTLP_ENDPOINT", _app.Urls.First(), "--OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf", "--OTEL_EXPORTER_OTLP_HEADERS", "x-key=of-the-test", "--OTEL_SERVICE_NAME", "hub-of-the-test"];

    public IReadOnlyList<string?> Keys => [.. _received.Select(one => one.Key).Distinct()];
    public string Traces => TextOf("/v1/traces");
    public string Metrics => TextOf("/v1/metrics");

    public static async Task<OtlpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var receiver = new OtlpReceiver(builder.Build());
        receiver._app.Run(receiver.TakeAsync);
        await receiver._app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        _received.Enqueue((context.Request.Path, context.Request.Headers["x-key"], body.ToArray()));
    }

    private string TextOf(string path) => string.Join('\n', _received.Where(one => one.Path == path).Select(one => Encoding.UTF8.GetString(one.Body)));
}
