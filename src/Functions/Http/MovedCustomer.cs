using Customers.Domain.Customers;
using Customers.Domain.Identity;
using Customers.Functions.Security;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;

namespace Customers.Functions.Http;

/// <summary>
/// Whatever is refused under the address of a customer that has gone into another one is answered by 308 to the same address of
/// that one. Only a refusal looks for it, so what succeeds pays nothing.
/// </summary>
internal static class MovedCustomer
{
    private const string Root = "/api/customers/";

    /// <summary>Null when the refusal stands.</summary>
    public static async ValueTask<string?> LocationAsync(HttpContext context, int status)
    {
        if (status is < 400 or 401 or 403 or 429 or >= 500 || context.CallerIfAny() is null || IdIn(context.Request.Path) is not { } id) return null;
        if (context.RequestServices.GetService<CustomerStore>() is not { } customers || await customers.FindMergedAsync(id, context.RequestAborted) is null) return null;
        if (await customers.FollowAsync(id, context.RequestAborted) is not { } now) return null;
        // As it was sent: what the server has decoded cannot be encoded again in the same way.
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget;
        var sent = target?.StartsWith(Root + id, StringComparison.OrdinalIgnoreCase) == true ? target : context.Request.GetEncodedPathAndQuery();
        return Root + now.Value.Id + sent[(Root.Length + id.Value.Length)..];
    }

    private static CustomerId? IdIn(PathString path) =>
        path.Value is { } text && text.StartsWith(Root, StringComparison.OrdinalIgnoreCase) && CustomerId.TryParse(text[Root.Length..].Split('/')[0], out var id) ? id : null;
}
