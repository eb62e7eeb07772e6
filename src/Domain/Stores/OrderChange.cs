using System.Globalization;
using Customers.Domain.Accounts;
using Customers.Domain.Amounts;
using Customers.Domain.Credit;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Orders;
using Customers.Domain.Redaction;
using Customers.Domain.Settings;

namespace Customers.Domain.Stores;

/// <summary>What a commit writes for one order of one customer.</summary>
/// <param name="Postings">New ones and those that change.</param>
/// <param name="Added">The new ones alone.</param>
public sealed record OrderChange(Customer Customer, Order Order, IReadOnlyList<Posting> Postings, IReadOnlyList<Posting> Added, IReadOnlyList<Write> History)
{
    /// <summary>All of it would not fit into one commit: it goes a part of the way, and the order stays what it was. Once it is written, decide anew.</summary>
    public bool IsPart { get; init; }

    /// <summary>Leaves room for customer, order and sums.</summary>
    public bool Fits => Postings.Count + History.Count <= Commit.MaxWrites - 10;
}

/// <summary>Decides what a new state of a store order does to its customer. Pure but for the ids it is given.</summary>
/// <param name="peoples">Payments and credit notes of people that settle invoices of the order.</param>
/// <param name="told">What a store's telling of the customer brings along.</param>
public sealed class OrderDecision(HubSettings settings, Caller by, IReadOnlyList<Posting> peoples, IReadOnlyList<Write> told, IIdSource ids, DateTimeOffset now)
{
    /// <summary>A version that the store tells of; <paramref name="deleted"/> when the store has deleted the order since.</summary>
    public OrderChange Take(Customer customer, Order? order, string orderId, Store store, StoreOrder version, StoreVersion storeVersion, bool deleted)
    {
        var next = OrderOf(customer.Id, order, orderId, store, version, storeVersion) with { Deleted = deleted };
        if (customer.RedactedAt is not null) next = Redacted.Of(next);
        if (deleted) next = next with { Status = OrderStatus.Cancelled };
        var money = deleted ? OrderMoney.Nothing(next) : OrderMoney.Of(version);
        return Post(customer, order, next, money, deleted ? now : version.UpdatedAt, version.PaidAt, order is null ? "imported" : "updated");
    }

    /// <summary>The store deleted the order.</summary>
    public OrderChange Delete(Customer customer, Order order, DateTimeOffset at) =>
        Post(customer, order, order with { Deleted = true, Status = OrderStatus.Cancelled }, OrderMoney.Nothing(order), at, null, "deleted");

    /// <summary>The order belongs to another customer now; a stub stays.</summary>
    public OrderChange MoveAway(Customer customer, Order order, CustomerId to) =>
        Post(customer, order, order with { MovedTo = to, Status = OrderStatus.Cancelled }, OrderMoney.Nothing(order), now, null, "moved");

    private OrderChange Post(Customer customer, Order? before, Order order, OrderMoney money, DateTimeOffset at, DateTimeOffset? paidAt, string action)
    {
        var change = Whole(customer, before, order, money, at, paidAt, action);
        if (before is null || change.Fits) return change;
        // An order of another currency is taken back in the old one first.
        for (var part = before.Currency == money.Currency ? money.Halfway(before.Posted) : OrderMoney.Nothing(before);; part = part.Halfway(before.Posted))
            if (Whole(customer, before, before, part, at, paidAt, "updated") is { Fits: true } fitting) return fitting with { IsPart = true };
    }

    private OrderChange Whole(Customer customer, Order? before, Order order, OrderMoney money, DateTimeOffset at, DateTimeOffset? paidAt, string action)
    {
        var (number, posted) = (order.Posted.Count, order.Posted);
        var book = new AccountBook(customer.Account, [.. order.Posted.Postings, .. peoples], Blank);
        if (before is not null && before.Currency != order.Currency)
        {
            OrderPostings.Post(book, Blank, posted, OrderMoney.Nothing(before), before.DueDate);
            posted = new();
        }
        posted = OrderPostings.Post(book, Blank, posted, money, order.DueDate) with { Count = number };
        order = order with { Posted = posted, SettledByPeople = posted.SettledByPeople().Sum(to => to.Amount.Minor), UpdatedAt = now, Version = (before?.Version ?? 0) + 1 };
        var next = customer.WithAccount(book.Account, now) with { HasDocuments = true, Counts = customer.Counts.With(before, order).With([.. book.Added]) };
        next = next.WithDocuments([order.Id, .. book.Added.Where(p => p.Kind != PostingKind.Allocation).Select(p => p.Id)], book.Added.Where(p => p.Kind == PostingKind.Invoice).Select(p => p.Id));
        var controlled = CreditControl.Decide(customer, next, settings, now, ids);
        return new(controlled.Customer, order, [.. book.Changed], [.. book.Added], [HistoryOf(customer, before, order, action), .. HistoryOf(customer, book), .. controlled.Writes, .. told]);

        Posting Blank(PostingKind kind) => new()
        {
            Id = customer.NewId(kind, ids),
            CustomerId = customer.Id,
            Kind = kind,
            Number = string.Create(CultureInfo.InvariantCulture, $"{order.Number}-{++number}"),
            Date = settings.Organisation.DateAt(kind == PostingKind.Payment && paidAt is { } paid ? paid : at),
            OrderId = order.Id,
            Total = Money.Zero(order.Currency),
            Open = Money.Zero(order.Currency),
            Lines = [],
            OfStore = true,
            CreatedAt = now,
        };
    }

    private Write HistoryOf(Customer customer, Order? before, Order order, string action)
    {
        FieldChange[] changes = [.. new[]
        {
            HistoryWriter.Field("status", before?.Status, order.Status),
            HistoryWriter.Field("invoiced", before?.Invoiced, order.Invoiced),
            HistoryWriter.Field("paid", before?.Paid, order.Paid),
        }.Where(change => change.From?.GetRawText() != change.To?.GetRawText())];
        return HistoryEntry.Type.Create(HistoryWriter.Entry(customer.Id, order.Id, action, by, now, ids, changes));
    }

    /// <summary>People see why their money is free again.</summary>
    private IEnumerable<Write> HistoryOf(Customer customer, AccountBook book) =>
        peoples.Where(credit => book[credit.Id].Open != credit.Open).Select(credit =>
            HistoryEntry.Type.Create(HistoryWriter.Entry(customer.Id, credit.Id, "allocated", by, now, ids, HistoryWriter.Field("unallocated", credit.Open, book[credit.Id].Open))));

    private Order OrderOf(CustomerId customer, Order? before, string id, Store store, StoreOrder version, StoreVersion taken) => new()
    {
        Id = id,
        CustomerId = customer,
        Number = version.Number,
        Status = version.Status,
        Sale = version.ToSale(),
        Terms = new() { PoNumber = version.PoNumber, BillingAddress = version.BillingAddress, ShippingAddress = version.ShippingAddress, Notes = version.Note },
        DueDate = settings.Organisation.DateAt(version.PlacedAt),
        Progress = before?.Progress ?? [],
        Source = new(store.Id, store.Kind, version.ExternalId, version.Number, before?.Source?.ImportedAt ?? now, version.SourceStatus, version.FinancialStatus) { Version = taken },
        Posted = before?.Posted ?? new(),
        CreatedAt = before?.CreatedAt ?? version.PlacedAt,
        UpdatedAt = now,
    };
}
