using System.Globalization;
using System.Text.Json.Nodes;

namespace Customers.Functions.Local.DemoStores.WooCommerce;

/// <summary>Answers the REST requests of the demo shop.</summary>
internal sealed class WooCommerceSite(DemoShops shops)
{
    private static readonly string[] Namespaces = ["wc/v3"];
    private readonly DemoShop _shop = shops.WooCommerce;
    private readonly WooCommerceSignIn _signIn = new(shops.Options, shops.Time);
    private readonly Sieve _accounts = new(5, offset => !DemoPerson.AlwaysGuest(shops.WooCommerce.FirstPerson + offset));

    public WooCommerceRefusal? Refuse(HttpRequest request) =>
        _signIn.Refuse(request, Address(request) + request.Path.Value![DemoStoreRoutes.WooCommerce.Length..]);

    public IResult Orders(HttpRequest request)
    {
        var (listing, refusal) = OrderListing.Read(request.Query);
        return listing is null
            ? refusal!.ToResult()
            : Listed(request, listing.Run(_shop), listing.PerPage, listing.Page, i => WooCommerceOrderJson.Of(_shop.Order(i), Address(request)));
    }

    public IResult Order(int id, HttpRequest request) => WooCommerceIds.TryIndex(id, _shop, out var index)
        ? Json(WooCommerceOrderJson.Of(_shop.Order(index), Address(request)))
        : WooCommerceRefusal.NoOrder.ToResult();

    public IResult Refunds(int id)
    {
        if (!WooCommerceIds.TryIndex(id, _shop, out var index)) return WooCommerceRefusal.NoOrder.ToResult();
        var order = _shop.Order(index);
        return Json(WooCommerceOrderJson.Array(order.Refunds.Select(r => WooCommerceRefundJson.Resource(order, r))));
    }

    public IResult Customers(HttpRequest request)
    {
        if (!OrderListing.TryPaging(request.Query, out var page, out var perPage, out var refusal)) return refusal!.ToResult();
        var total = _accounts.CountBelow(_shop.Population);
        var skipped = Math.Min(total, (page - 1L) * perPage);
        ListingPage found = new(total, [.. Enumerable.Range((int)skipped, (int)Math.Min(perPage, total - skipped)).Select(_accounts.At)]);
        return Listed(request, found, perPage, page, offset => CustomerJson(_shop.FirstPerson + offset, request));
    }

    public IResult Customer(int id, HttpRequest request)
    {
        var number = WooCommerceIds.PersonNumber(id);
        return number >= _shop.FirstPerson && number < _shop.FirstPerson + _shop.Population && !DemoPerson.AlwaysGuest(number)
            ? Json(CustomerJson(number, request))
            : WooCommerceRefusal.NoCustomer.ToResult();
    }

    public IResult Index(HttpRequest request) => Results.Json(new
    {
        name = "Demo Goods",
        url = Address(request),
        home = Address(request),
        gmt_offset = "1",
        timezone_string = WooCommerceTime.ZoneName,
        namespaces = Namespaces,
    });

    public IResult SystemStatus(HttpRequest request) => Results.Json(new
    {
        environment = new { home_url = Address(request), site_url = Address(request), version = "11.0.1", wp_version = "7.0.4" },
        settings = new { api_enabled = true, currency = "EUR", number_of_decimals = 2 },
    });

    private JsonObject CustomerJson(int number, HttpRequest request) =>
        WooCommercePersonJson.Customer(_shop.Person(number), _shop.RegisteredAt(number), Address(request));

    private string Address(HttpRequest request) =>
        shops.Options.WooCommerceSite?.AbsoluteUri.TrimEnd('/') ?? $"{request.Scheme}://{request.Host}{request.PathBase}{DemoStoreRoutes.WooCommerce}";

    private static IResult Listed(HttpRequest request, ListingPage found, int perPage, int page, Func<int, JsonObject> make)
    {
        // Past the end current versions count nothing at all.
        var total = found.Items.Count == 0 && page > 1 ? 0 : found.Total;
        var headers = request.HttpContext.Response.Headers;
        headers["X-WP-Total"] = total.ToString(CultureInfo.InvariantCulture);
        headers["X-WP-TotalPages"] = ((total + perPage - 1) / perPage).ToString(CultureInfo.InvariantCulture);
        return Json(WooCommerceOrderJson.Array(found.Items.Select(make)));
    }

    private static IResult Json(JsonNode node) => Results.Content(node.ToJsonString(), "application/json; charset=UTF-8");
}
