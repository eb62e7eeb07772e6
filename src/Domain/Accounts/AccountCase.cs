using System.Globalization;
using Customers.Domain.Amounts;
using Customers.Domain.Credit;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Invoices;
using Customers.Domain.Orders;
using Customers.Domain.Outcomes;
using Customers.Domain.Settings;

namespace Customers.Domain.Accounts;

/// <summary>What a decision about one customer's sales and money has before it, and may read more of.</summary>
public sealed class AccountCase(IDocumentStore documents, Customer customer, HubSettings settings, Caller by, DateTimeOffset now, IIdSource ids)
{
    public Customer Customer => customer;
    public HubSettings Settings => settings;
    public Caller By => by;
    public DateTimeOffset Now => now;
    /// <summary>In the organisation's time zone.</summary>
    public DateOnly Today => settings.Organisation.DateAt(now);
    public bool MayPayPartly => customer.Profile.AllowPartialPayments ?? settings.AllowPartialPayments;

    /// <summary>The customer's own currency, and those in which a store's orders were posted.</summary>
    public bool HasAccountIn(Currency currency) => currency == customer.Profile.Currency || customer.Account.Balances.Any(b => b.Currency == currency.Code);

    /// <summary>Of documents that no settings number: unique at their customer, and at whatever other it goes into.</summary>
    public string NextNumber(string prefix) => string.Create(CultureInfo.InvariantCulture, $"{prefix}-{customer.Ref}-{customer.Account.Version + 1}");

    /// <summary>The customer as the credit rule decides now.</summary>
    public CreditControlled Decide(Customer next) => CreditControl.Decide(customer, next, settings, now, ids);

    /// <summary>Whose branch the customer is; null where it is none.</summary>
    public async Task<Customer?> ParentAsync(CancellationToken cancel) =>
        customer.Profile.ParentId is { } parent ? (await documents.ReadAsync(CustomerDocuments.Type, parent.Value, parent.Value, cancel))?.Value : null;

    /// <summary>Null where there is no such document of this customer, or it is only just arriving from one that goes into it.</summary>
    public async Task<Stored<T>?> FindAsync<T>(DocumentType<T> type, string id, CancellationToken cancel) where T : class =>
        customer.Awaits(id) ? null : await documents.ReadAsync(type, customer.Id.Value, id, cancel);

    /// <summary>
    /// The document that an earlier run of the same request has made under this id. Throws <see cref="DocumentAbandonedException"/>
    /// where it was given up there: the request goes on under its next id, where that run may have made it.
    /// </summary>
    public async Task<T?> FindMadeAsync<T>(DocumentType<T> type, string id, CancellationToken cancel) where T : class
    {
        if (await documents.ReadAsync(new DocumentKey(type.Container, customer.Id.Value, id), cancel) is not { } found) return null;
        return found.Type == AbandonedDocument.Type.Name ? throw new DocumentAbandonedException($"{id} was given up.") : type.Read(found).Value;
    }

    public Task<IReadOnlyList<Stored<T>>> FindManyAsync<T>(DocumentType<T> type, IReadOnlyList<string> some, CancellationToken cancel) where T : class =>
        some.Count == 0 ? Task.FromResult<IReadOnlyList<Stored<T>>>([]) : documents.ReadManyAsync(type, customer.Id.Value, some, cancel).AsTask();

    /// <summary>The posting of this kind; not found where it is another or none.</summary>
    public async Task<Outcome<Posting>> PostingAsync(PostingKind kind, string id, CancellationToken cancel) =>
        await FindAsync(Posting.Type, id, cancel) is { } found && found.Value.Kind == kind ? found.Value : Refusal.NotFound;

    /// <summary>All that was posted for an order.</summary>
    public async Task<IReadOnlyList<Posting>> OfOrderAsync(string orderId, CancellationToken cancel)
    {
        var (query, all) = (new Query(Posting.Type, 200) { Partition = customer.Id.Value, Where = [new Condition.Equal("orderId", orderId)] }, new List<Posting>());
        await foreach (var found in documents.AllAsync(Posting.Type, query, cancel)) all.Add(found.Value);
        return all;
    }

    /// <summary>What is unallocated and settles invoices by itself.</summary>
    public Money Usable(Currency currency) => new(customer.Account.BalanceIn(currency).Usable, currency);

    /// <summary>Open invoices, oldest due first, ties by number; at most so many.</summary>
    /// <param name="upto">Null: whatever is open of them.</param>
    public Task<IReadOnlyList<Posting>> OpenInvoicesAsync(Currency currency, int most, CancellationToken cancel, Money? upto = null) =>
        OpenAsync(OpenSort.Invoice, currency, most, cancel, upto is { } amount ? new Condition.Range("openAmount", null, amount.Minor + 1) : null);

    /// <summary>Payments and credit notes with money to use, oldest first; at most so many.</summary>
    public async Task<IReadOnlyList<Posting>> OpenCreditsAsync(Currency currency, int most, CancellationToken cancel) =>
        Usable(currency).IsZero ? [] : await OpenAsync(OpenSort.Usable, currency, most, cancel);

    /// <summary>A book opened with these postings.</summary>
    public AccountBook Open(IEnumerable<Posting> postings) => new(customer.Account, postings, kind => Draft(kind, customer.NewId(kind, ids), "", Today, customer.Profile.Currency));

    public Posting Draft(PostingKind kind, string id, string number, DateOnly date, Currency currency) => new()
    {
        Id = id, CustomerId = customer.Id, Kind = kind, Number = number, Date = date, Total = Money.Zero(currency), Open = Money.Zero(currency), Lines = [], By = by.Id, CreatedAt = now,
    };

    public Write History(string subject, string action, params IReadOnlyList<FieldChange> changes) =>
        HistoryEntry.Type.Create(HistoryWriter.Entry(customer.Id, subject, action, by, now, ids, changes));

    /// <summary>The same under the id that a repeat of the request finds: see <see cref="WasDoneAsync"/>.</summary>
    public Write History(string id, string subject, string action, IReadOnlyList<FieldChange> changes) =>
        HistoryEntry.Type.Create(HistoryWriter.Entry(customer.Id, subject, action, by, now, ids, changes) with { Id = id });

    /// <summary>Has this very request been carried out before? Then its history is written.</summary>
    public async Task<bool> WasDoneAsync(string historyId, CancellationToken cancel) => await FindAsync(HistoryEntry.Type, historyId, cancel) is not null;

    /// <summary>
    /// The orders whose postings changed in the book, as they are now: what is settled of their invoices, and for a store's order
    /// the copy of its postings that it carries.
    /// </summary>
    public async Task<IReadOnlyList<Write>> OrdersOfAsync(AccountBook book, IEnumerable<Posting> before, CancellationToken cancel, ChangedOrder? also = null)
    {
        var settled = before.ToDictionary(p => p.Id, p => p.Settled.Minor);
        var changed = book.Changed.Where(p => p.OrderId is not null && (settled.ContainsKey(p.Id) || p.OrderId == also?.Next.Id)).ToLookup(p => p.OrderId!);
        var orders = (await FindManyAsync(Order.Type, [.. changed.Select(of => of.Key).Where(id => id != also?.Next.Id)], cancel)).Select(order => new ChangedOrder(order, order.Value));
        if (also is not null) orders = orders.Append(also);
        return [.. orders.Select(order => Order.Type.Replace(order.Was, order.Next.Settling([.. changed[order.Next.Id]], p => p.Settled.Minor - settled.GetValueOrDefault(p.Id), now)))];
    }

    private async Task<IReadOnlyList<Posting>> OpenAsync(OpenSort sort, Currency currency, int most, CancellationToken cancel, Condition? also = null)
    {
        Condition[] where = [new Condition.Prefix("open", Posting.OpenPrefix(sort, currency)), .. also is null ? [] : new[] { also }];
        var query = new Query(Posting.Type, most) { Partition = customer.Id.Value, SortBy = "open", Where = where };
        return [.. (await documents.QueryAsync(Posting.Type, query, cancel)).Items.Select(found => found.Value)];
    }
}
