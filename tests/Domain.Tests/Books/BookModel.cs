using Customers.Domain.Accounts;
using Customers.Domain.Orders;

namespace Customers.Domain.Tests.Books;

/// <summary>An invoice as the model knows it, in cents.</summary>
internal sealed record OwedInvoice(string Id, DateOnly Due, string Number, long Total, string? OrderId)
{
    public long Open { get; set; } = Total;
    /// <summary>Of what credit notes name, in all and by lines.</summary>
    public long Corrected { get; set; }
    public bool ByAmount { get; set; }
    public Dictionary<int, decimal> Left { get; init; } = [];
    public bool OfStore { get; init; }
    /// <summary>In another currency than people post in.</summary>
    public bool IsForeign { get; init; }
}

/// <summary>A payment or credit note as the model knows it, in cents.</summary>
internal sealed record HeldCredit(string Id, PostingKind Kind, DateOnly Date, string Number, long Total)
{
    public long Open { get; set; } = Total;
    public long Refunded { get; set; }
    public bool Waits { get; set; }
    public bool Voided { get; set; }
    public bool OfStore { get; init; }
    /// <summary>Of a credit note: the order whose goods or invoice it credits.</summary>
    public string? OrderId { get; init; }
    public bool IsForeign { get; init; }
    public Dictionary<string, long> To { get; } = [];
}

/// <summary>An order that people keep, as the model knows it.</summary>
internal sealed record KeptOrder(string Id)
{
    public long Total { get; set; }
    public OrderStatus Status { get; set; }
    public long Invoiced { get; set; }
    /// <summary>Of each line: ordered, invoiced, returned, delivered.</summary>
    public decimal[] Ordered { get; set; } = [];
    public decimal[] Billed { get; set; } = [];
    public decimal[] Back { get; set; } = [];
    public decimal[] Handed { get; set; } = [];
}

/// <summary>What a customer's books should say, kept with sums and subtractions alone.</summary>
internal sealed class BookModel
{
    public bool Partly { get; set; } = true;
    public List<OwedInvoice> Invoices { get; } = [];
    public List<HeldCredit> Credits { get; } = [];
    public List<KeptOrder> Orders { get; } = [];
    /// <summary>Return → order, and whether it was received.</summary>
    public Dictionary<string, (string OrderId, bool Received)> Returns { get; } = [];
    /// <summary>What people posted, by kind.</summary>
    public Dictionary<PostingKind, long> Posted { get; } = [];

    public OwedInvoice Invoice(string id) => Invoices.Single(invoice => invoice.Id == id);

    public IReadOnlyList<OwedInvoice> Oldest(Func<OwedInvoice, bool>? which = null) =>
        [.. Invoices.Where(invoice => invoice is { Open: > 0, IsForeign: false } && which?.Invoke(invoice) != false).OrderBy(invoice => invoice.Due).ThenBy(invoice => NumberOrder.KeyOf(invoice.Number), StringComparer.Ordinal)];

    public IReadOnlyList<HeldCredit> Usable() =>
        [.. Credits.Where(credit => credit is { Open: > 0, Waits: false, OfStore: false }).OrderBy(credit => credit.Date).ThenBy(credit => NumberOrder.KeyOf(credit.Number), StringComparer.Ordinal)];

    /// <summary>What may still be credited of an order in the currency that people post in.</summary>
    public long Creditable(string orderId) =>
        Invoices.Where(invoice => invoice.OrderId == orderId && !invoice.IsForeign).Sum(invoice => invoice.Total)
        - Credits.Where(credit => credit is { Kind: PostingKind.CreditNote, IsForeign: false } && credit.OrderId == orderId).Sum(credit => credit.Total);

    /// <summary>The same of an invoice: no more than its order leaves.</summary>
    public long Creditable(OwedInvoice invoice) => Math.Max(0, Math.Min(invoice.Total - invoice.Corrected, invoice.OrderId is { } order ? Creditable(order) : long.MaxValue));

    public void Post(PostingKind kind, long amount) => Posted[kind] = Posted.GetValueOrDefault(kind) + amount;

    /// <summary>One cent after the other would do the same.</summary>
    public void Settle(IReadOnlyList<OwedInvoice> invoices, IReadOnlyList<HeldCredit> credits, bool partly)
    {
        foreach (var invoice in invoices)
        {
            if (!partly && credits.Sum(credit => credit.Open) < invoice.Open) continue;
            foreach (var credit in credits) Allocate(credit, invoice, Math.Min(credit.Open, invoice.Open));
        }
    }

    public void Allocate(HeldCredit credit, OwedInvoice invoice, long amount)
    {
        if (amount == 0) return;
        credit.Open -= amount;
        invoice.Open -= amount;
        var sum = credit.To.GetValueOrDefault(invoice.Id) + amount;
        if (sum == 0) credit.To.Remove(invoice.Id);
        else credit.To[invoice.Id] = sum;
    }

    public void Release(HeldCredit credit, string invoiceId) => Allocate(credit, Invoice(invoiceId), -credit.To[invoiceId]);

    public void AssertIs(KeptBooks books)
    {
        foreach (var invoice in Invoices) Assert.Equal((invoice.Number, invoice.Total, invoice.Open), books.Postings.Where(p => p.Id == invoice.Id).Select(p => (p.Number, p.Total.Minor, p.Open.Minor)).Single());
        foreach (var credit in Credits)
        {
            var posting = books.Postings.Single(p => p.Id == credit.Id);
            Assert.Equal((credit.Total, credit.Open, credit.Waits, credit.Voided), (posting.Total.Minor, posting.Open.Minor, posting.Waits, posting.Voided));
            Assert.Equal(credit.To.OrderBy(to => to.Key, StringComparer.Ordinal).Select(to => (to.Key, to.Value)), posting.Allocations.OrderBy(to => to.InvoiceId, StringComparer.Ordinal).Select(to => (to.InvoiceId, to.Amount.Minor)));
        }

        foreach (var order in Orders) Assert.Equal((order.Status, order.Total, order.Invoiced), (books.OrderOf(order.Id).Status, books.OrderOf(order.Id).Sale.Total.Minor, books.OrderOf(order.Id).Invoiced.Minor));
        Assert.Equal(Posted.Where(sum => sum.Value != 0).OrderBy(sum => sum.Key), books.Postings.Where(p => !p.OfStore && p.Kind != PostingKind.Allocation).GroupBy(p => p.Kind).Select(of => KeyValuePair.Create(of.Key, of.Sum(p => p.Total.Minor))).Where(sum => sum.Value != 0).OrderBy(sum => sum.Key));
        Assert.Equal(Invoices.Count, books.Of(PostingKind.Invoice).Count());
        Assert.Equal(Credits.Count, books.Postings.Count(p => p.IsCredit));
    }
}
