namespace Customers.Functions.Local.DemoStores;

/// <summary>A webhook as somebody registered it at a demo store.</summary>
/// <param name="Topic">In the store's own words.</param>
/// <param name="Secret">What WooCommerce signs its deliveries with.</param>
public sealed record DemoHook(int Id, string Topic, string Address, string? Secret = null, string Status = "active");

/// <summary>The webhooks of one demo store, by their ids.</summary>
public sealed class DemoHooks
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<int, DemoHook> _hooks = [];

    public IReadOnlyList<DemoHook> All
    {
        get { lock (_gate) return [.. _hooks.Values]; }
    }

    /// <summary>Topics that the store lets nobody subscribe to: a scope or a permission is missing.</summary>
    public ISet<string> Refused { get; } = new HashSet<string>(StringComparer.Ordinal);

    public DemoHook Add(string topic, string address, string? secret = null)
    {
        lock (_gate)
        {
            var hook = new DemoHook(_hooks.Keys.LastOrDefault() + 1, topic, address, secret);
            return _hooks[hook.Id] = hook;
        }
    }

    /// <summary>Null when there is none.</summary>
    public DemoHook? Change(int id, Func<DemoHook, DemoHook> change)
    {
        lock (_gate) return _hooks.TryGetValue(id, out var hook) ? _hooks[id] = change(hook) : null;
    }

    public void Remove(int id)
    {
        lock (_gate) _hooks.Remove(id);
    }
}
