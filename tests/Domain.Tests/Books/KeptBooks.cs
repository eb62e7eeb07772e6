using Customers.Domain.Accounts;
using Customers.Domain.Amounts;
using Customers.Domain.Customers;
using Customers.Domain.Deliveries;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Orders;
using Customers.Domain.Quotes;
using Customers.Domain.Returns;

namespace Customers.Domain.Tests.Books;

/// <summary>All that is kept of one customer's sales and money, as it lies in the store.</summary>
internal sealed record KeptBooks(Customer Customer, IReadOnlyList<Posting> Postings, IReadOnlyList<Order> Orders, IReadOnlyList<SalesReturn> Returns, IReadOnlyList<DeliveryNote> Deliveries)
{
    public required IReadOnlyList<YearSums> Years { get; init; }
    public required IReadOnlyList<Quote> Quotes { get; init; }
    /// <summary>Changes whenever anything of it is written.</summary>
    public required string Mark { get; init; }

    public Account Account => Customer.Account;

    public static async Task<KeptBooks> ReadAsync(IDocumentStore documents, CustomerId id)
    {
        var marks = new List<string>();
        var customer = (await AllAsync(CustomerDocuments.Type))[0];
        var (postings, orders, returns, deliveries) = (await AllAsync(Posting.Type), await AllAsync(Order.Type), await AllAsync(SalesReturn.Type), await AllAsync(DeliveryNote.Type));
        var (years, quotes) = (await AllAsync(YearSums.Type), await AllAsync(Quote.Type));
        await AllAsync(HistoryEntry.Type);
        return new(customer, postings, orders, returns, deliveries) { Years = years, Quotes = quotes, Mark = string.Join('\n', marks.Order(StringComparer.Ordinal)) };

        async Task<List<T>> AllAsync<T>(DocumentType<T> type) where T : class
        {
            var all = new List<T>();
            await foreach (var found in documents.AllAsync(type, new Query(type, 1000) { Partition = id.Value }, default))
            {
                all.Add(found.Value);
                marks.Add($"{type.Name} {all.Count} {found.ETag}");
            }

            return all;
        }
    }

    public IEnumerable<Posting> Of(PostingKind kind) => Postings.Where(p => p.Kind == kind);

    public Order OrderOf(string id) => Orders.Single(order => order.Id == id);

    /// <summary>What posting it did to the balance, by its kind alone.</summary>
    public static long EffectOf(Posting posting) => posting.Kind switch
    {
        PostingKind.Invoice or PostingKind.Refund or PostingKind.Adjustment or PostingKind.Void => posting.Total.Minor,
        PostingKind.Payment or PostingKind.CreditNote => -posting.Total.Minor,
        _ => 0,
    };

    /// <summary>What a period comes to is the difference between what was owed before and after it.</summary>
    public void AssertTold(Statement statement)
    {
        var (from, to, postings) = (statement.From!.Value, statement.To!.Value, Postings.Where(p => p.Total.Currency == statement.Currency).ToList());
        var opening = postings.Where(p => p.Date < from).Sum(EffectOf);
        Assert.Equal(opening, statement.OpeningBalance!.Value.Minor);
        Assert.Equal(opening + statement.Movements.Sum(m => m.Debit.Minor - m.Credit.Minor), statement.ClosingBalance.Minor);
        Assert.Equal(postings.Where(p => p.Date <= to).Sum(EffectOf), statement.ClosingBalance.Minor);
        if (postings.All(p => p.Date <= to)) Assert.Equal(Account.Owed(statement.Currency), statement.ClosingBalance);
        foreach (var movement in statement.Movements.Select((m, i) => (m, before: i == 0 ? statement.OpeningBalance.Value : statement.Movements[i - 1].Balance)))
            Assert.Equal(movement.before + movement.m.Debit - movement.m.Credit, movement.m.Balance);
        Assert.Equal(Account.AmountDue(statement.Currency.Code) - Account.BalanceIn(statement.Currency).Unallocated, statement.Items.Sum(item => item.Remaining.Minor));
        Assert.Equal(Account.AmountDue(statement.Currency.Code), statement.Ageing.Total.Minor);
    }

    public IEnumerable<Currency> Currencies => Account.Balances.Select(b => Currency.Parse(b.Currency));
}
