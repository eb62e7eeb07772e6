using Customers.Functions.Http;

namespace Customers.Functions.Triggers;

/// <summary>The hub's own pipeline, built once; the worker's HTTP functions hand their requests to it.</summary>
public sealed class Pipeline(IServiceProvider services)
{
    private readonly RequestDelegate _answer = Build(services);

    public Task AnswerAsync(HttpRequest request)
    {
        var context = request.HttpContext;
        // The worker has routed the request to its own endpoint: left there, it would win over the hub's routes.
        context.SetEndpoint(null);
        request.RouteValues.Clear();
        return _answer(context);
    }

    private static RequestDelegate Build(IServiceProvider services)
    {
        var app = new ApplicationBuilder(services);
        app.UseHubHttp();
        app.UseEndpoints(endpoints => endpoints.MapHub());
        return app.Build();
    }
}
