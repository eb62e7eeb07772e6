using System.Security.Cryptography;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Keys;
using Customers.Functions.Security;
using Customers.Functions.Telemetry;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Customers.Functions.Http;

/// <summary>
/// Everything about HTTP that no resource owns. The shells add the stores (<see cref="IDocumentStore"/>, blobs, queue), build
/// <c>UseHubHttp()</c>, map the endpoints with <c>MapHubBasics()</c> among them, and call <see cref="FirstKey"/> at start.
/// </summary>
public static class HubHttp
{
    /// <summary>What must be declared to the document store.</summary>
    public static IReadOnlyList<DocumentType> Documents => [ApiKey.Documents, HubChange.Type, KeptAnswer.Documents];

    public static IServiceCollection AddHubHttp(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<HubOptions>().Bind(configuration.GetSection(HubOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(RandomNumberGenerator.Create());
        services.AddRouting().ConfigureHttpJsonOptions(json => WireJson.Configure(json.SerializerOptions));
        return services.AddProblems().AddKeys().AddIdempotency().AddApiDescription();
    }

    /// <summary>Works on any builder. Endpoints follow: a <see cref="WebApplication"/> adds its own, others call <c>UseEndpoints</c>.</summary>
    public static IApplicationBuilder UseHubHttp(this IApplicationBuilder app) => app
        .UseExceptionHandler()
        .Use(next => context => RequestId.InvokeAsync(context, next))
        .UseStatusCodePages()
        .UseApiPage()
        .UseRouting()
        .Use(next => context => Spans.NameAsync(context, next))
        .UseAuthentication()
        .UseRateLimiter()
        .UseAuthorization()
        .UseMiddleware<Idempotency>();

    public static void MapHubBasics(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapApiDescription();
        endpoints.MapHealth();
        endpoints.MapKeys();
    }

    private static IServiceCollection AddProblems(this IServiceCollection services) => services
        .AddSingleton<IProblemDetailsWriter, BareStatusProblems>()
        .AddExceptionHandler<FaultProblems>()
        .AddProblemDetails();

    private static IServiceCollection AddKeys(this IServiceCollection services)
    {
        services.AddAuthentication(BearerKeys.Name).AddScheme<AuthenticationSchemeOptions, BearerKeys>(BearerKeys.Name, null);
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().AddRequirements(new ClosedByDefault()).Build());
        services.AddRateLimiter(_ => { }).AddSingleton<FailedAttempts>().ConfigureOptions<RateLimits>();
        return services
            .AddSingleton<KeyRing>().AddSingleton<KeyCache>().AddSingleton<KeyUses>().AddHostedService(all => all.GetRequiredService<KeyUses>())
            .AddSingleton<FirstKey>();
    }

    private static IServiceCollection AddIdempotency(this IServiceCollection services) => services
        .AddSingleton<UlidSource>()
        .AddScoped<IdsOfRequest>().AddScoped<IIdSource>(all => all.GetRequiredService<IdsOfRequest>())
        .AddSingleton<KeptAnswers>().AddSingleton<Idempotency>().AddSingleton<ForgetAnswers>();
}
