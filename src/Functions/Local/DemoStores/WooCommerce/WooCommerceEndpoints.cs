namespace Customers.Functions.Local.DemoStores.WooCommerce;

internal static class WooCommerceEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, WooCommerceSite site, WooCommerceHooks hooks)
    {
        routes.MapGet("/wp-json", site.Index);
        var shop = routes.MapGroup("/wp-json/wc/v3");
        shop.AddEndpointFilter(async (call, next) =>
            site.Refuse(call.HttpContext.Request) is { } refusal ? refusal.ToResult() : await next(call));
        shop.MapGet("", site.Index);
        shop.MapGet("/orders", site.Orders);
        shop.MapGet("/orders/{id:int}", site.Order);
        shop.MapGet("/orders/{id:int}/refunds", site.Refunds);
        shop.MapGet("/customers", site.Customers);
        shop.MapGet("/customers/{id:int}", site.Customer);
        shop.MapGet("/webhooks", hooks.List);
        shop.MapPost("/webhooks", hooks.Create);
        shop.MapPut("/webhooks/{id:int}", hooks.Update);
        shop.MapGet("/system_status", site.SystemStatus);
        shop.Map("/{**elsewhere}", () => WooCommerceRefusal.NoRoute.ToResult());
    }
}
