namespace Customers.Domain.Identity;

/// <summary>Where ids come from: <c>prefix_</c> and 26 characters that sort by creation.</summary>
public interface IIdSource
{
    string New(string prefix);
}

public static class IdPrefixes
{
    public const string Customer = "cus", Contact = "con", Address = "adr", Note = "nte", Order = "ord", Invoice = "inv", CreditNote = "crn", Payment = "pay", Refund = "rfd", Adjustment = "adj", CashSale = "csh",
        Quote = "quo", Return = "ret", DeliveryNote = "dln", Allocation = "alc", Void = "vod",
        Store = "sto", Event = "evt", Job = "job", Run = "run", Key = "key", History = "his",
        Attachment = "att", LooseFile = "fil", Product = "prd", Alert = "alr", Subscription = "sub", Announcement = "ann", Delivery = "dlv";
}
