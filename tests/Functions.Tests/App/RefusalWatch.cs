using System.Collections.Concurrent;
using Customers.Functions.Http;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Customers.Functions.Tests.App;

/// <summary>Notes what the hub refuses with a code that the operation does not declare: partners could not know it.</summary>
internal sealed class RefusalWatch
{
    private readonly ConcurrentDictionary<string, bool> _undeclared = new(StringComparer.Ordinal);

    public IEnumerable<string> Undeclared => _undeclared.Keys.Order(StringComparer.Ordinal);

    public void Note(HttpContext context)
    {
        if (context.Features.Get<Problem>() is not { } problem) return;
        // An exception takes the endpoint from the context.
        if ((context.Features.Get<IExceptionHandlerFeature>()?.Endpoint ?? context.GetEndpoint()) is not RouteEndpoint endpoint) return;
        var declared = new OperationTraits(endpoint.Metadata, context.Request.Method, endpoint.RoutePattern.RawText).Problems();
        if (!declared.Contains((problem.Status, problem.Code))) _undeclared[$"{context.Request.Method} {endpoint.RoutePattern.RawText}: {problem.Status} {problem.Code}"] = true;
    }
}
