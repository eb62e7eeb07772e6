using Customers.Domain.Accounts;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Merging;
using Customers.Domain.Orders;

namespace Customers.Domain.Stores;

/// <summary>What lies where the claim of an order says that it lives; any may be missing.</summary>
/// <param name="CustomerId">Whose place it is.</param>
/// <param name="CustomerDeleted">A person deleted the customer: the order has to go to another.</param>
/// <param name="MergedInto">The customer has gone into that one, and the order with it.</param>
public sealed record OrderPlace(CustomerId CustomerId, Stored<Customer>? Customer, bool CustomerDeleted, CustomerId? MergedInto, Stored<Order>? Order, Stored<AbsentOrder>? Absent)
{
    /// <summary>The sums of the years that were asked for.</summary>
    public IReadOnlyDictionary<int, Stored<YearSums>?> Sums { get; init; } = new Dictionary<int, Stored<YearSums>?>();

    /// <summary>Payments and credit notes of people that settle invoices of the order.</summary>
    public IReadOnlyList<Posting> PeoplesMoney { get; init; } = [];

    /// <summary>The order went to another customer after the claim was read.</summary>
    public bool HasMoved => Order is { Value.MovedTo: not null } || Absent is { Value.MovedTo: not null };

    /// <summary>The store has deleted the order, perhaps after the claim was read.</summary>
    public bool IsMarkedDeleted => Order is { Value.Deleted: true } || Absent is not null;

    public static OrderPlace Of(CustomerId customer, IReadOnlyList<StoredDocument> found, IReadOnlyCollection<int> years) => new(
        customer, Find(found, CustomerDocuments.Type), Find(found, DeletedCustomer.Type) is not null, Find(found, MergedCustomer.Type)?.Value.Into, Find(found, Orders.Order.Type), Find(found, AbsentOrder.Type))
    {
        Sums = years.ToDictionary(year => year, year => found.FirstOrDefault(document => document.Key.Id == YearSums.IdOf(year)) is { } sums ? YearSums.Type.Read(sums) : null),
    };

    /// <summary>Writes the order over what was read at its place.</summary>
    public Write Save(Order order) => Absent is { } mark ? Orders.Order.Type.Replace(new(order, mark.ETag), order) : Orders.Order.Type.Save(Order, order);

    /// <summary>Writes the mark where no order is yet.</summary>
    public Write Save(AbsentOrder mark) => AbsentOrder.Type.Save(Absent, mark);

    private static Stored<T>? Find<T>(IReadOnlyList<StoredDocument> found, DocumentType<T> type) where T : class =>
        found.FirstOrDefault(document => document.Type == type.Name) is { } document ? type.Read(document) : null;
}

/// <summary>
/// Lies where an order may be about to be written that the store deleted first or that went to another customer first: who
/// writes it without having seen the mark fails, and reads its claim again.
/// </summary>
/// <param name="MovedTo">Null: the store deleted it.</param>
public sealed record AbsentOrder(string Id, CustomerId CustomerId, CustomerId? MovedTo)
{
    public static readonly DocumentType<AbsentOrder> Type = new("absentOrder", Containers.Customers, m => m.CustomerId.Value, m => m.Id);
}
