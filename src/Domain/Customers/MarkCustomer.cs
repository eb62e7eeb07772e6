using Customers.Domain.Catalogue;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;

namespace Customers.Domain.Customers;

/// <summary>A person puts something on a customer, or takes it off: a tag, an alert, a favourite product. What is there already changes nothing.</summary>
public sealed class MarkCustomer(WriteCustomer write, KnownTags tags, IIdSource ids, ProductStore products)
{
    public async Task<Outcome<Customer>> TagAsync(CustomerId id, string tag, Func<Customer, bool> fits, Caller by, CancellationToken cancel)
    {
        var faults = ProfileRules.CheckTag(tag);
        if (faults.Any) return Refusal.Invalid(faults);
        await tags.AddAsync([tag], cancel);
        return await write.RunAsync(id, fits, by, "changed", (current, now) =>
            current.Profile.Tags.Contains(tag) ? current
            : current.Profile.Tags.Count >= ProfileRules.MostTags ? Full("tags", ProfileRules.MostTags)
            : current.Change(current.Profile with { Tags = [.. current.Profile.Tags, tag] }, now)!, cancel);
    }

    /// <summary>Not found where the customer does not have it.</summary>
    public Task<Outcome<Customer>> UntagAsync(CustomerId id, string tag, Func<Customer, bool> fits, Caller by, CancellationToken cancel) =>
        write.RunAsync(id, fits, by, "changed", (current, now) => current.Profile.Tags.Contains(tag)
            ? current.Change(current.Profile with { Tags = [.. current.Profile.Tags.Where(t => t != tag)] }, now)!
            : Refusal.NotFound, cancel);

    /// <summary>A warning that shows wherever the customer appears.</summary>
    public async Task<Outcome<(Customer Customer, Alert Alert)>> AlertAsync(CustomerId id, string message, Func<Customer, bool> fits, Caller by, CancellationToken cancel)
    {
        var alertId = ids.New(IdPrefixes.Alert);
        var done = await write.RunAsync(id, fits, by, "changed", (current, now) =>
            current.Alerts.Any(alert => alert.Id == alertId) ? current // a repeated request
            : current.Alerts.Count >= CustomerRules.MostAlerts ? Full("alerts", CustomerRules.MostAlerts)
            : current.Touched(now) with { Alerts = [.. current.Alerts, new(alertId, message, now, by.Id)] }, cancel);
        return done.IsRefused(out var refusal) ? refusal : (done.Value, done.Value.Alerts.Single(alert => alert.Id == alertId));
    }

    public Task<Outcome<Customer>> RemoveAlertAsync(CustomerId id, string alertId, Func<Customer, bool> fits, Caller by, CancellationToken cancel) =>
        write.RunAsync(id, fits, by, "changed", (current, now) => current.Alerts.Any(alert => alert.Id == alertId)
            ? current.Touched(now) with { Alerts = [.. current.Alerts.Where(alert => alert.Id != alertId)] }
            : Refusal.NotFound, cancel);

    public async Task<Outcome<Customer>> FavorAsync(CustomerId id, string productId, Func<Customer, bool> fits, Caller by, CancellationToken cancel)
    {
        if (!await products.ExistsAsync(productId, cancel)) return Refusal.NotFound;
        return await write.RunAsync(id, fits, by, "changed", (current, now) =>
            current.FavoriteProductIds.Contains(productId) ? current
            : current.FavoriteProductIds.Count >= CustomerRules.MostFavorites ? Full("favoriteProductIds", CustomerRules.MostFavorites)
            : current.Touched(now) with { FavoriteProductIds = [.. current.FavoriteProductIds, productId] }, cancel);
    }

    public Task<Outcome<Customer>> DisfavorAsync(CustomerId id, string productId, Func<Customer, bool> fits, Caller by, CancellationToken cancel) =>
        write.RunAsync(id, fits, by, "changed", (current, now) => current.FavoriteProductIds.Contains(productId)
            ? current.Touched(now) with { FavoriteProductIds = [.. current.FavoriteProductIds.Where(product => product != productId)] }
            : Refusal.NotFound, cancel);

    private static Refusal Full(string field, int most) => Refusal.Invalid(field, $"holds {most} entries already, the most there may be");
}
