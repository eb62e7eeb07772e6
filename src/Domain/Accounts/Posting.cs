using System.Text.Json.Serialization;
using Customers.Domain.Amounts;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Sales;
using Customers.Domain.Search;

namespace Customers.Domain.Accounts;

/// <summary>
/// A document on the account with the ledger lines it wrote: an invoice, a payment, a credit note … All of it is fixed once
/// posted, except what is still open and to what it is allocated. Every commit that touches one replaces the customer too.
/// </summary>
public sealed record Posting
{
    public required string Id { get; init; }
    public required CustomerId CustomerId { get; init; }
    public required PostingKind Kind { get; init; }
    public required string Number { get; init; }
    public required DateOnly Date { get; init; }
    /// <summary>Invoices only.</summary>
    public DateOnly? DueDate { get; init; }
    public required Money Total { get; init; }
    /// <summary>An invoice: what remains to be paid. A payment or credit note: what is unallocated. Others: nothing.</summary>
    public required Money Open { get; init; }
    public required IReadOnlyList<LedgerLine> Lines { get; init; }
    /// <summary>The order it was posted for.</summary>
    public string? OrderId { get; init; }
    /// <summary>The invoice that a credit note corrects; the payment or credit note that a refund, a void or an allocation is about.</summary>
    public string? ConcernsId { get; init; }
    public string? Reason { get; init; }
    /// <summary>How the money came or went, in the words of whoever posted it.</summary>
    public string? Method { get; init; }
    public string? Reference { get; init; }
    public string? Notes { get; init; }
    /// <summary>What an invoice, a cash sale or a credit note is about; null for those of a store's order, which say it there.</summary>
    public Sale? Sale { get; init; }
    public SalesTerms? Terms { get; init; }
    /// <summary>Of a payment or credit note: which invoices it settles, each once.</summary>
    public IReadOnlyList<Allocation> Allocations { get; init; } = [];
    /// <summary>Of an invoice: the part of what is settled that credit notes settled.</summary>
    public Money? Credited { get; init; }
    /// <summary>Of an invoice: what credit notes that name it come to, and of which quantities of its lines.</summary>
    public Money? Corrected { get; init; }
    public IReadOnlyList<decimal> CorrectedLines { get; init; } = [];
    /// <summary>A store's money or credit, which settles the invoices of its order and no other; people do not touch it (docs/adr/0003).</summary>
    public bool OfStore { get; init; }
    /// <summary>Its money waits for somebody to allocate it, and settles nothing by itself.</summary>
    public bool Waits { get; init; }
    /// <summary>A payment that was taken back.</summary>
    public bool Voided { get; init; }
    public string? By { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public int Version { get; init; } = 1;

    [JsonIgnore] public Money Settled => Total - Open;
    /// <summary>What it did to what the customer owes; its allocations only move that.</summary>
    [JsonIgnore] public Money Effect => new(Net(LedgerAccount.Receivables) + Net(LedgerAccount.Unallocated), Total.Currency);
    /// <summary>What its total consists of, as the ledger has it.</summary>
    [JsonIgnore] public Breakdown Mixture => new(-Net(LedgerAccount.Sales), Net(LedgerAccount.Discounts), -Net(LedgerAccount.Shipping), -Net(LedgerAccount.Tax));
    /// <summary>Settles invoices by itself, as far as it is open.</summary>
    [JsonIgnore] public bool IsUsable => IsCredit && !Waits && !OfStore;
    [JsonIgnore] public bool IsCredit => Kind is PostingKind.Payment or PostingKind.CreditNote;
    /// <summary>Of a payment or credit note: given back by refunds.</summary>
    [JsonIgnore] public Money Refunded => Voided ? Money.Zero(Total.Currency) : Settled - Allocations.Aggregate(Money.Zero(Total.Currency), (sum, to) => sum + to.Amount);

    public static readonly DocumentType<Posting> Type = new("posting", Containers.Customers, p => p.CustomerId.Value, p => p.Id)
    {
        Single = new Dictionary<string, Func<Posting, FieldValue?>>
        {
            ["kind"] = p => p.Kind.ToString(),
            ["number"] = p => NumberOrder.KeyOf(SearchWords.Fold(p.Number)),
            ["createdAt"] = p => p.Kind == PostingKind.Allocation ? null : p.CreatedAt.ToUnixTimeMilliseconds(), // nobody calls that a document
            ["date"] = p => p.Date.DayNumber,
            ["postedOn"] = p => p.Kind == PostingKind.Allocation ? null : p.Date.DayNumber,
            ["dueDate"] = p => p.DueDate?.DayNumber,
            ["orderId"] = p => p.OrderId,
            ["flow"] = p => FlowOf(p)?.ToString(),
            ["isPaid"] = p => p is { Kind: PostingKind.Invoice, Open.IsZero: true } ? true : null,
            ["openDue"] = p => p is { Kind: PostingKind.Invoice, Open.IsZero: false } ? p.DueDate!.Value.DayNumber : null,
            ["openAmount"] = p => p is { Kind: PostingKind.Invoice, Open.IsZero: false } ? p.Open.Minor : null,
            ["open"] = p => p.Open.IsZero ? null : OpenKey(p),
        },
        Multi = new Dictionary<string, Func<Posting, FieldValue?>>
        {
            ["allocatedTo"] = p => p.Allocations.Count == 0 ? null : new FieldValue.Many([.. p.Allocations.Select(to => to.InvoiceId)]),
        },
        Indexes = [["kind", "createdAt"], ["openDue"], ["postedOn"]],
        // No more: every event of a store pays for them. Other orders within one customer read its postings and sort them.
        PartitionIndexes = [["date"], ["open"], ["orderId"]],
        Moved = (posting, customer) => posting with { CustomerId = customer },
    };

    /// <summary>What a store's order bills, or a bare amount, as a sale without lines.</summary>
    [JsonIgnore] public Sale SaleOrNone => Sale ?? new()
    {
        Currency = Total.Currency,
        Lines = [],
        Totals = new(new(Mixture.Sales, Total.Currency), new(Mixture.Discounts, Total.Currency), Money.Zero(Total.Currency), new(Mixture.Shipping, Total.Currency), new(Mixture.Tax, Total.Currency)),
    };

    private long Net(LedgerAccount account) => Lines.Where(line => line.Account == account).Sum(line => line.Debit - line.Credit);

    /// <summary>What the keys of open documents of one sort and currency begin with.</summary>
    public static string OpenPrefix(OpenSort sort, Currency currency) => $"{currency.Code}|{sort switch { OpenSort.Invoice => 'I', OpenSort.Usable => 'C', _ => 'W' }}|";

    /// <summary>Sorts open documents of one sort and currency, oldest first: by date, then number.</summary>
    private static string OpenKey(Posting p)
    {
        var sort = p.Kind == PostingKind.Invoice ? OpenSort.Invoice : p.IsUsable ? OpenSort.Usable : OpenSort.Waiting;
        return $"{OpenPrefix(sort, p.Total.Currency)}{p.DueDate ?? p.Date:yyyyMMdd}|{NumberOrder.KeyOf(p.Number)}";
    }

    private static MoneyFlow? FlowOf(Posting p) => p.Kind switch
    {
        PostingKind.Payment or PostingKind.CashSale => MoneyFlow.In,
        PostingKind.Refund or PostingKind.Void => MoneyFlow.Out,
        _ => null,
    };
}

/// <summary>Money that came, and money that went.</summary>
public enum MoneyFlow { In, Out }

/// <summary>Open documents: invoices, credits that settle invoices by themselves, and money and credits that do not.</summary>
public enum OpenSort { Invoice, Usable, Waiting }

public enum PostingKind { Invoice, CreditNote, Payment, Refund, Adjustment, CashSale, Void, Allocation }

/// <summary>A part of a payment or credit note, used for an invoice; never zero.</summary>
public sealed record Allocation(string InvoiceId, Money Amount);
