namespace Customers.Functions.Local.DemoStores.WooCommerce;

/// <summary>WordPress's error: <c>{code, message, data: {status}}</c>.</summary>
internal sealed record WooCommerceRefusal(int Status, string Code, string Message, string? Parameter = null)
{
    public static readonly WooCommerceRefusal NoRoute = new(404, "rest_no_route", "No route was found matching the URL and request method.");
    public static readonly WooCommerceRefusal NoOrder = new(404, "woocommerce_rest_shop_order_invalid_id", "Invalid ID.");
    public static readonly WooCommerceRefusal NoCustomer = new(404, "woocommerce_rest_invalid_id", "Invalid resource ID.");

    public static WooCommerceRefusal Invalid(string parameter, string why) =>
        new(400, "rest_invalid_param", $"Invalid parameter(s): {parameter}", $"{parameter}: {why}");

    public IResult ToResult() => Parameter is { } parameter && parameter.Split(": ", 2) is [var name, var why]
        ? Results.Json(new { code = Code, message = Message, data = new { status = Status, @params = new Dictionary<string, string>(StringComparer.Ordinal) { [name] = why } } }, statusCode: Status)
        : Results.Json(new { code = Code, message = Message, data = new { status = Status } }, statusCode: Status);
}
