using System.Runtime.CompilerServices;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Settings;

namespace Customers.Domain.Reports;

/// <summary>Finds new, active, lost and held customers.</summary>
public sealed class ReadCustomerGroups(IDocumentStore documents, ReadSums sums, CurrentSettings settings)
{
    /// <param name="after">Behind this customer; null from the first.</param>
    /// <param name="few">The caller will take no more than a page.</param>
    public IAsyncEnumerable<CustomerId> IdsAsync(CustomerGroup group, Period period, string? after, bool descending, bool few, CancellationToken cancel) => group switch
    {
        CustomerGroup.New => NewAsync(period, after, descending, few, cancel),
        CustomerGroup.OnHold => documents.WalkAsync(NamedCustomer.Type, Held(few) with { Descending = descending, After = After(after) }, cancel).Select(customer => customer.Id),
        _ => sums.AllAsync(Both(period), after, descending, few, cancel).Where(customer => customer.CustomerId.Value != after && customer.GroupOf(period) == group).Select(customer => customer.CustomerId),
    };

    public async Task<CustomerCounts> CountAsync(Period period, CancellationToken cancel)
    {
        var (active, lost) = (0, 0);
        await foreach (var customer in sums.AllAsync(Both(period), from: null, descending: false, few: false, cancel))
        {
            var group = customer.GroupOf(period);
            if (group == CustomerGroup.Active) active++;
            if (group == CustomerGroup.Lost) lost++;
        }

        return new(
            await IdsAsync(CustomerGroup.New, period, after: null, descending: false, few: false, cancel).CountAsync(cancel), active, lost,
            await IdsAsync(CustomerGroup.OnHold, period, after: null, descending: false, few: false, cancel).CountAsync(cancel));
    }

    /// <summary>Ids begin with the time of their creation, so those of a period lie together.</summary>
    private async IAsyncEnumerable<CustomerId> NewAsync(Period period, string? after, bool descending, bool few, [EnumeratorCancellation] CancellationToken cancel)
    {
        var organisation = (await settings.GetAsync(cancel)).Organisation;
        var (first, end) = (CustomerId.Before(organisation.StartOf(period.From)), CustomerId.Before(organisation.StartOf(period.To.AddDays(1))));
        var query = new Query(CustomerDocuments.Type, ReadAhead.PageOf(few)) { Descending = descending, After = new(null, after ?? (descending ? end : first)) };
        await foreach (var customer in documents.WalkAsync(NamedCustomer.Type, query, cancel))
        {
            if (descending ? string.CompareOrdinal(customer.Id.Value, first) < 0 : string.CompareOrdinal(customer.Id.Value, end) >= 0) break;
            yield return customer.Id;
        }
    }

    private static Period Both(Period period) => period with { From = period.Before.From };

    private static Query Held(bool few) => new(CustomerDocuments.Type, ReadAhead.PageOf(few)) { Where = [new Condition.Equal("onHold", true)] };

    private static Position? After(string? id) => id is null ? null : new(null, id);
}
