using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Customers.Functions.Telemetry;

/// <summary>
/// Sends traces and metrics to an OTLP endpoint and to Azure Monitor, whichever is configured by its standard variable. What is
/// on its way is sent at the stop, for some seconds.
/// </summary>
internal sealed class Exporters(IConfiguration configuration) : IHostedService, IDisposable
{
    public const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    public const string AzureMonitor = "APPLICATIONINSIGHTS_CONNECTION_STRING";
    private const string ServiceName = "OTEL_SERVICE_NAME";
    private static readonly string[] Sources = [Spans.Source, "Microsoft.AspNetCore", "System.Net.Http", "Azure.Cosmos.Operation", "Azure.*"];
    private static readonly string[] Meters = [Instruments.Meter, "Microsoft.AspNetCore.Hosting", "System.Net.Http", "System.Runtime"];
    private TracerProvider? _traces;
    private MeterProvider? _metrics;

    public static bool AreConfigured(IConfiguration configuration) => Has(configuration, OtlpEndpoint) || Has(configuration, AzureMonitor);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _traces = Traces().Build();
        _metrics = Metrics().Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.Run(Dispose, CancellationToken.None);

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
        (_traces, _metrics) = (null, null);
    }

    private TracerProviderBuilder Traces()
    {
        // Before the exporters: they get what it leaves.
        var traces = Sdk.CreateTracerProviderBuilder().ConfigureServices(Configure).ConfigureResource(Name).AddSource(Sources).AddProcessor(new AllowedTags());
        if (Has(configuration, OtlpEndpoint)) traces.AddOtlpExporter();
        if (Has(configuration, AzureMonitor)) traces.AddAzureMonitorTraceExporter(SignIn);
        return traces;
    }

    private MeterProviderBuilder Metrics()
    {
        var metrics = Sdk.CreateMeterProviderBuilder().ConfigureServices(Configure).ConfigureResource(Name).AddMeter(Meters);
        if (Has(configuration, OtlpEndpoint)) metrics.AddOtlpExporter();
        if (Has(configuration, AzureMonitor)) metrics.AddAzureMonitorMetricExporter(SignIn);
        return metrics;
    }

    /// <summary>As the identity of this process: the hub's Application Insights takes no other sender.</summary>
    private void SignIn(AzureMonitorExporterOptions monitor)
    {
        monitor.ConnectionString = configuration[AzureMonitor];
        monitor.Credential = new DefaultAzureCredential();
    }

    /// <summary>The standard variables count wherever the hub's settings may stand.</summary>
    private void Configure(IServiceCollection services) => services.AddSingleton(configuration);

    private void Name(ResourceBuilder resource) => resource.AddService(Has(configuration, ServiceName) ? configuration[ServiceName]! : "customers");

    private static bool Has(IConfiguration configuration, string name) => !string.IsNullOrWhiteSpace(configuration[name]);
}
