namespace Customers.Domain.Customers;

/// <summary>How many of each a customer has, kept in every commit that adds or removes one: a profile need not count.</summary>
public sealed record SectionCounts
{
    public int Contacts { get; init; }
    public int Addresses { get; init; }
    public int Notes { get; init; }
    public int Attachments { get; init; }
    public int Branches { get; init; }
    public int Orders { get; init; }
    public int Quotes { get; init; }
    public int Returns { get; init; }
    public int DeliveryNotes { get; init; }
    public int Invoices { get; init; }
    public int CreditNotes { get; init; }
    public int Payments { get; init; }
    public int CashSales { get; init; }

    /// <summary>Documents were posted.</summary>
    public SectionCounts With(IReadOnlyList<Accounts.Posting> added) => added.Count == 0 ? this : this with
    {
        Invoices = Invoices + added.Count(p => p.Kind == Accounts.PostingKind.Invoice),
        CreditNotes = CreditNotes + added.Count(p => p.Kind == Accounts.PostingKind.CreditNote),
        Payments = Payments + added.Count(p => p.Kind == Accounts.PostingKind.Payment),
        CashSales = CashSales + added.Count(p => p.Kind == Accounts.PostingKind.CashSale),
    };

    /// <summary>An order came, or went to another customer.</summary>
    public SectionCounts With(Orders.Order? before, Orders.Order after) => this with { Orders = Orders + CountOf(after) - CountOf(before) };

    /// <summary>Another customer has gone into this one; its branches were linked one by one.</summary>
    public SectionCounts Plus(SectionCounts other) => new()
    {
        Contacts = Contacts + other.Contacts, Addresses = Addresses + other.Addresses, Notes = Notes + other.Notes,
        Attachments = Attachments + other.Attachments, Orders = Orders + other.Orders, Quotes = Quotes + other.Quotes, Branches = Branches,
        Invoices = Invoices + other.Invoices, CreditNotes = CreditNotes + other.CreditNotes, Payments = Payments + other.Payments,
        CashSales = CashSales + other.CashSales, Returns = Returns + other.Returns, DeliveryNotes = DeliveryNotes + other.DeliveryNotes,
    };

    private static int CountOf(Orders.Order? order) => order is { MovedTo: null } ? 1 : 0;
}
