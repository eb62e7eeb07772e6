using Customers.Domain.Accounts;
using Customers.Domain.Amounts;
using Customers.Domain.Customers;

namespace Customers.Domain.Reports;

/// <summary>What one customer owes in one currency, by age.</summary>
/// <param name="Unallocated">Money and credit not yet used against an invoice.</param>
/// <param name="Balance">What is owed in all: negative where the customer is owed.</param>
public sealed record Receivable(RowPlace Place, string Ref, string Name, Ageing Ageing, Money Unallocated, Money Balance)
{
    /// <summary>One for each currency in which anything is open.</summary>
    public static IEnumerable<Receivable> Of(Customer customer, DateOnly today) =>
        from balance in customer.Account.Balances
        let currency = Currency.Parse(balance.Currency)
        let receivable = new Receivable(new(customer.Id.Value, currency.Code), customer.Ref, customer.Profile.Name, Ageing.Of(customer.Account, currency, today), new(balance.Unallocated, currency), new(balance.Owed, currency))
        where !(receivable.Balance.IsZero && receivable.Ageing.Total.IsZero && receivable.Unallocated.IsZero)
        select receivable;

    /// <summary>Of all customers, by currency.</summary>
    public Receivable Plus(Receivable more) => this with { Ageing = Ageing.Plus(more.Ageing), Unallocated = Unallocated + more.Unallocated, Balance = Balance + more.Balance };
}
