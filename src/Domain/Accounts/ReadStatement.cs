using Customers.Domain.Amounts;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Settings;

namespace Customers.Domain.Accounts;

/// <summary>Puts a statement together: what is open, and of a period all that moved the balance.</summary>
public sealed class ReadStatement(IDocumentStore documents, CurrentSettings settings, TimeProvider clock)
{
    private const int PageSize = 1000;

    /// <param name="from">With <paramref name="to"/>, both within the period; both null without one.</param>
    public async Task<Statement> RunAsync(Customer customer, Currency currency, DateOnly? from, DateOnly? to, CancellationToken cancel)
    {
        var hub = await settings.GetAsync(cancel);
        var today = hub.Organisation.DateAt(clock.GetUtcNow());
        var statement = new Statement
        {
            Organisation = hub.Organisation.Name,
            Customer = await AddresseeAsync(customer, hub, cancel),
            Currency = currency,
            From = from,
            To = to,
            AsOf = today,
            ClosingBalance = customer.Account.Owed(currency),
            Items = await ItemsAsync(customer.Id, currency, cancel),
            Ageing = Ageing.Of(customer.Account, currency, today),
        };
        if (from is not { } first || to is not { } last) return statement;
        var opening = await BalanceBeforeAsync(customer.Id, currency, first, cancel);
        var movements = StatementMovement.Follow(opening, await PostingsAsync(customer.Id, currency, first, last, cancel));
        return statement with { OpeningBalance = opening, Movements = movements, ClosingBalance = movements.Count > 0 ? movements[^1].Balance : opening };
    }

    private async Task<StatementCustomer> AddresseeAsync(Customer customer, HubSettings hub, CancellationToken cancel)
    {
        var billing = customer.DefaultBillingId is { } id ? (await documents.ReadAsync(Addresses.CustomerAddress.Type, customer.Id.Value, id, cancel))?.Value.Address : null;
        var reference = hub.CustomerIdShown == CustomerIdShown.Vat ? customer.Profile.VatNumber ?? customer.Ref : customer.Ref;
        return new(customer.Profile.Name, reference, billing?.ToLines() ?? []);
    }

    private async Task<IReadOnlyList<StatementItem>> ItemsAsync(CustomerId id, Currency currency, CancellationToken cancel)
    {
        var open = new Query(Posting.Type, PageSize) { Partition = id.Value, SortBy = "open", Where = [new Condition.Prefix("open", currency.Code + "|")] };
        var items = new List<StatementItem>();
        await foreach (var found in documents.AllAsync(StatedPosting.Type, open, cancel)) items.Add(StatementItem.Of(found.Value));
        return [.. items.OrderBy(item => item.DueDate ?? item.Date).ThenBy(item => item.DocumentId, StringComparer.Ordinal)];
    }

    private async Task<IReadOnlyList<StatedPosting>> PostingsAsync(CustomerId id, Currency currency, DateOnly from, DateOnly to, CancellationToken cancel)
    {
        var dated = new Query(Posting.Type, PageSize) { Partition = id.Value, SortBy = "date", Where = [new Condition.Range("date", from.DayNumber, to.DayNumber + 1)] };
        var found = new List<StatedPosting>();
        await foreach (var posting in documents.AllAsync(StatedPosting.Type, dated, cancel))
            if (posting.Value.Total.Currency == currency && posting.Value.Kind != PostingKind.Allocation) found.Add(posting.Value);
        return found;
    }

    /// <summary>From the sums of the days before, so that no document of the past need be read.</summary>
    private async Task<Money> BalanceBeforeAsync(CustomerId id, Currency currency, DateOnly date, CancellationToken cancel)
    {
        var balance = 0L;
        await foreach (var year in documents.AllAsync(YearSums.Type, new Query(YearSums.Type, PageSize) { Partition = id.Value }, cancel))
            balance += year.Value.Days.Where(day => day.Currency == currency.Code && day.Date < date).Sum(day => day.Change);
        return new(balance, currency);
    }
}
