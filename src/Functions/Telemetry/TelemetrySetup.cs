using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Customers.Functions.Telemetry;

public static class TelemetrySetup
{
    /// <summary>ASP.NET Core leaves its spans bare unless told otherwise.</summary>
    private const string BareSpans = "Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData";

    /// <summary>The instruments, and exporters when an endpoint is configured: without one nothing listens, and nothing is sampled.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddInstruments().AddSingleton<Sampler>();
        if (Exporters.AreConfigured(configuration))
        {
            AppContext.SetSwitch(BareSpans, false);
            services.AddHostedService<Exporters>();
        }

        return services.AddHostedService(all => all.GetRequiredService<Sampler>());
    }

    public static IServiceCollection AddInstruments(this IServiceCollection services)
    {
        services.AddMetrics().TryAddSingleton<Instruments>();
        return services;
    }
}
