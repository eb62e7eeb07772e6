namespace Customers.Domain.Identity;

/// <summary>Who asks for a change: an API key, or the hub itself.</summary>
/// <param name="Id"><c>key_…</c>, <c>sto_…</c> for a store's events, or <c>hub</c>.</param>
public sealed record Caller(string Id, string Name, Role Role)
{
    /// <summary>The hub on its own account: schedules and queues.</summary>
    public static readonly Caller Hub = new("hub", "hub", Role.Admin);
}

public enum Role { Viewer, Partner, Staff, Admin }
