using Customers.Domain.Customers;
using Customers.Domain.Deliveries;
using Customers.Domain.Documents;
using Customers.Domain.Orders;
using Customers.Domain.Quotes;
using Customers.Domain.Returns;

namespace Customers.Domain.Accounts;

/// <summary>What a decision about one customer's sales and money comes to.</summary>
/// <param name="Result">The answer once it is committed.</param>
public sealed record AccountChange<T>(T Result)
{
    /// <summary>The customer as it is to be, but for its account; null leaves it as it is.</summary>
    public Customer? Customer { get; init; }
    /// <summary>Null leaves it as it is.</summary>
    public Account? Account { get; init; }
    /// <summary>New postings and those that change.</summary>
    public IReadOnlyList<Posting> Postings { get; init; } = [];
    public IReadOnlyList<Posting> Added { get; init; } = [];
    /// <summary>Orders, contacts, history: what else belongs into the commit.</summary>
    public IReadOnlyList<Write> Writes { get; init; } = [];

    /// <summary>Of the documents that must not exist yet.</summary>
    public IEnumerable<string> CreatedIds => Added.Select(p => p.Id).Concat(Writes.OfType<Write.Create>().Select(write => write.Id));

    /// <summary>Of the new documents that people call so.</summary>
    public IEnumerable<string> NewIds => Added.Where(p => p.Kind is not (PostingKind.Allocation or PostingKind.Void)).Select(p => p.Id)
        .Concat(Writes.OfType<Write.Create>().Where(write => Shown.Contains(write.Content.Type)).Select(write => write.Id));

    private static readonly HashSet<string> Shown = [Order.Type.Name, Quote.Type.Name, SalesReturn.Type.Name, DeliveryNote.Type.Name];

    public bool IsChange => Customer is not null || Account is not null || Postings.Count > 0 || Writes.Count > 0;

    /// <summary>With all that the book says.</summary>
    public AccountChange<T> With(AccountBook book) => this with { Account = book.Account, Postings = [.. book.Changed], Added = [.. book.Added] };
}
