namespace Customers.Functions.Local.DemoStores.WooCommerce;

internal static class WooCommerceStatus
{
    public const string Trash = "trash";
    public const string CheckoutDraft = "checkout-draft";

    /// <summary>Added by a plugin.</summary>
    public const string Custom = "awaiting-pickup";

    public static readonly IReadOnlyList<string> Known =
        ["pending", "processing", "on-hold", "completed", "cancelled", "refunded", "failed", CheckoutDraft, Custom, Trash];

    public static string Status(this DemoOrder order) => order.Stage switch
    {
        DemoStage.Created => AtFirst(order.Story),
        DemoStage.Paid => "processing",
        _ => AtLast(order.Story),
    };

    private static string AtFirst(DemoStory story) => story switch
    {
        DemoStory.CheckoutDraft => CheckoutDraft,
        DemoStory.OnHold => "on-hold",
        _ => "pending",
    };

    public static string AtLast(DemoStory story) => story switch
    {
        DemoStory.Fulfilled or DemoStory.PartlyRefunded => "completed",
        DemoStory.Paid or DemoStory.PartlyPaid => "processing",
        DemoStory.Refunded => "refunded",
        DemoStory.OnHold => "on-hold",
        DemoStory.Failed => "failed",
        DemoStory.CheckoutDraft => CheckoutDraft,
        DemoStory.CustomStatus => Custom,
        _ when story.EndsCancelled() => "cancelled",
        _ when story.EndsTrashed() => Trash,
        _ => "pending",
    };
}
