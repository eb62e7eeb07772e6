namespace Customers.Functions.Local.DemoStores;

/// <summary>What became of an order.</summary>
public enum DemoStory
{
    Fulfilled, Paid, Unpaid, PartlyPaid, PartlyRefunded, Refunded,
    CancelledUnpaid, CancelledPaid, CancelledRefunded,
    OnHold, Failed, CheckoutDraft, CustomStatus, TrashedUnpaid, TrashedPaid,
}

/// <summary>How far the story has been told: each later stage has a later update time.</summary>
public enum DemoStage { Created, Paid, Final }

public static class DemoStories
{
    /// <summary>Order i has story i modulo the length, so that counting and paging need no memory.</summary>
    internal static readonly DemoStory[] Shopify =
    [
        DemoStory.Fulfilled, DemoStory.Unpaid, DemoStory.Paid, DemoStory.PartlyRefunded, DemoStory.Fulfilled,
        DemoStory.CancelledUnpaid, DemoStory.PartlyPaid, DemoStory.Paid, DemoStory.Refunded, DemoStory.Fulfilled,
        DemoStory.Unpaid, DemoStory.Paid, DemoStory.CancelledPaid, DemoStory.Fulfilled, DemoStory.PartlyRefunded,
        DemoStory.Unpaid, DemoStory.CancelledRefunded, DemoStory.PartlyPaid, DemoStory.Fulfilled, DemoStory.Paid,
    ];

    internal static readonly DemoStory[] WooCommerce =
    [
        DemoStory.Fulfilled, DemoStory.Paid, DemoStory.Unpaid, DemoStory.OnHold, DemoStory.Fulfilled, DemoStory.PartlyRefunded,
        DemoStory.CancelledUnpaid, DemoStory.Paid, DemoStory.Failed, DemoStory.Fulfilled, DemoStory.CheckoutDraft, DemoStory.Refunded,
        DemoStory.Unpaid, DemoStory.CustomStatus, DemoStory.Fulfilled, DemoStory.TrashedUnpaid, DemoStory.Paid, DemoStory.CancelledPaid,
        DemoStory.Unpaid, DemoStory.Fulfilled, DemoStory.PartlyRefunded, DemoStory.TrashedPaid, DemoStory.CancelledRefunded, DemoStory.Paid,
    ];

    public static bool IsEverPaid(this DemoStory story) => story is
        DemoStory.Fulfilled or DemoStory.Paid or DemoStory.PartlyPaid or DemoStory.PartlyRefunded or DemoStory.Refunded or
        DemoStory.CancelledPaid or DemoStory.CancelledRefunded or DemoStory.CustomStatus or DemoStory.TrashedPaid;

    public static bool EndsCancelled(this DemoStory story) =>
        story is DemoStory.CancelledUnpaid or DemoStory.CancelledPaid or DemoStory.CancelledRefunded;

    public static bool EndsRefundedInFull(this DemoStory story) => story is DemoStory.Refunded or DemoStory.CancelledRefunded;

    public static bool EndsTrashed(this DemoStory story) => story is DemoStory.TrashedUnpaid or DemoStory.TrashedPaid;

    public static bool EndsFulfilled(this DemoStory story) =>
        story is DemoStory.Fulfilled or DemoStory.PartlyRefunded or DemoStory.Refunded;
}
