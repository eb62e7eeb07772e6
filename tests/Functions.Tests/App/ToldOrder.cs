using System.Globalization;
using System.Text.Json.Nodes;
using Customers.Functions.Tests.WooCommerce;

namespace Customers.Functions.Tests.App;

/// <summary>An order at one moment of its life, as either kind of store would tell it.</summary>
internal sealed record ToldOrder
{
    public required long Id { get; init; }
    public required string Email { get; init; }
    /// <summary>Null for a guest.</summary>
    public long? BuyerId { get; init; }
    public decimal Total { get; init; } = 100;
    public decimal Refunded { get; init; }
    public bool IsPaid { get; init; }
    /// <summary>What was paid of an order that is not paid in full; WooCommerce does not tell.</summary>
    public decimal Deposit { get; init; }
    public bool IsCancelled { get; init; }
    /// <summary>In the trash of WooCommerce.</summary>
    public bool IsTrashed { get; init; }
    public DateTimeOffset CreatedAt { get; init; } = RunningClock.Start.AddDays(-10);
    public DateTimeOffset UpdatedAt { get; init; } = RunningClock.Start.AddDays(-10);

    /// <summary>What the account must show for it (CONTRACT §7, Money).</summary>
    public decimal Billed => IsCancelled || IsTrashed ? 0 : Total - Refunded;
    public decimal NetPaid => IsTrashed ? 0 : IsPaid ? Total - Refunded : Deposit;

    public ToldOrder Paid() => Later with { IsPaid = true };
    public ToldOrder RefundedBy(decimal amount) => Later with { Refunded = Refunded + amount };
    public ToldOrder Cancelled() => Later with { IsCancelled = true };
    public ToldOrder Later => this with { UpdatedAt = UpdatedAt.AddMinutes(1) };

    /// <summary>Placed, paid, refunded in part, cancelled.</summary>
    public IReadOnlyList<ToldOrder> Life => [this, Paid(), Paid().RefundedBy(30), Paid().RefundedBy(30).Cancelled()];

    public JsonObject ToShopify() => new()
    {
        ["id"] = Id,
        ["admin_graphql_api_id"] = "gid://shopify/Order/" + Id.ToString(CultureInfo.InvariantCulture),
        ["name"] = "#" + Id.ToString(CultureInfo.InvariantCulture),
        ["email"] = Email,
        ["created_at"] = Iso(CreatedAt) + "Z",
        ["updated_at"] = Iso(UpdatedAt) + "Z",
        ["cancelled_at"] = IsCancelled ? Iso(UpdatedAt) + "Z" : null,
        ["currency"] = "EUR",
        ["financial_status"] = IsPaid ? "paid" : "pending",
        ["total_price"] = Text(Total),
        ["current_total_price"] = Text(Total - Refunded),
        ["total_outstanding"] = Text(Total - Refunded - NetPaid),
        ["line_items"] = new JsonArray(new JsonObject { ["id"] = 1, ["name"] = "Linen shirt", ["sku"] = "LS-1", ["quantity"] = 1, ["price"] = Text(Total) }),
        ["customer"] = BuyerId is { } buyer ? new JsonObject { ["id"] = buyer, ["email"] = Email, ["first_name"] = "Ada", ["last_name"] = "Buyer" } : null,
        ["refunds"] = Refunded == 0 ? [] : new JsonArray(new JsonObject
        {
            ["transactions"] = new JsonArray(new JsonObject { ["kind"] = "refund", ["status"] = "success", ["amount"] = Text(Refunded), ["currency"] = "EUR" }),
        }),
    };

    /// <summary>The same as GraphQL has it.</summary>
    public JsonObject ToShopifyNode() => new()
    {
        ["id"] = "gid://shopify/Order/" + Id.ToString(CultureInfo.InvariantCulture),
        ["name"] = "#" + Id.ToString(CultureInfo.InvariantCulture),
        ["email"] = Email,
        ["createdAt"] = Iso(CreatedAt) + "Z",
        ["updatedAt"] = Iso(UpdatedAt) + "Z",
        ["cancelledAt"] = IsCancelled ? Iso(UpdatedAt) + "Z" : null,
        ["currencyCode"] = "EUR",
        ["displayFinancialStatus"] = IsPaid ? "PAID" : "PENDING",
        ["totalPriceSet"] = Shop(Total),
        ["currentTotalPriceSet"] = Shop(Total - Refunded),
        ["netPaymentSet"] = Shop(NetPaid),
        ["totalRefundedSet"] = Shop(Refunded),
        ["lineItems"] = new JsonObject { ["nodes"] = new JsonArray(new JsonObject { ["name"] = "Linen shirt", ["sku"] = "LS-1", ["quantity"] = 1, ["originalUnitPriceSet"] = Shop(Total) }) },
        ["customer"] = BuyerId is { } buyer ? new JsonObject
        {
            ["id"] = "gid://shopify/Customer/" + buyer.ToString(CultureInfo.InvariantCulture), ["firstName"] = "Ada", ["lastName"] = "Buyer", ["defaultEmailAddress"] = new JsonObject { ["emailAddress"] = Email },
        } : null,
    };

    /// <summary>A recorded order with the parts that matter here changed.</summary>
    public JsonObject ToWooCommerce()
    {
        var order = JsonNode.Parse(WooCommerceRecordings.Webhook("007"))!.AsObject()
            .With("id", Id).With("number", Id.ToString(CultureInfo.InvariantCulture)).With("customer_id", BuyerId ?? 0)
            .With("status", IsTrashed ? "trash" : IsCancelled ? "cancelled" : Refunded == Total ? "refunded" : IsPaid ? "processing" : "pending")
            .With("total", Text(Total)).With("date_created_gmt", Iso(CreatedAt)).With("date_modified_gmt", Iso(UpdatedAt))
            .With("date_paid_gmt", IsPaid ? Iso(CreatedAt.AddMinutes(1)) : null)
            .With("refunds", Refunded == 0 ? [] : new JsonArray(new JsonObject { ["id"] = Id + 1, ["total"] = Text(-Refunded) }));
        order["billing"]!["email"] = Email;
        return order;
    }

    public static string Text(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);

    private static JsonObject Shop(decimal amount) => new() { ["shopMoney"] = new JsonObject { ["amount"] = Text(amount) } };

    private static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
}
