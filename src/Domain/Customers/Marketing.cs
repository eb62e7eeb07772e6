namespace Customers.Domain.Customers;

/// <summary>Whether a customer may be written to for marketing, as stores have told. Null: no store has said anything.</summary>
public sealed record Marketing(Consent? Email = null, Consent? Sms = null)
{
    /// <summary>Of each kind what was decided later, whichever store told it, and in whatever order.</summary>
    public static Marketing? Later(Marketing? one, Marketing? other) =>
        one is null ? other : other is null ? one : new(Consent.Later(one.Email, other.Email), Consent.Later(one.Sms, other.Sms));
}

/// <param name="Since">When the person decided so; null where the store does not tell, which is before all else.</param>
public sealed record Consent(ConsentState State, DateTimeOffset? Since)
{
    /// <summary>Of two at one time the one that allows less: who is not written to loses nothing.</summary>
    public static Consent? Later(Consent? one, Consent? other)
    {
        if (one is null || other is null) return one ?? other;
        var order = Nullable.Compare(one.Since, other.Since);
        return order > 0 || (order == 0 && one.State >= other.State) ? one : other;
    }
}

/// <summary>In ascending order of care.</summary>
public enum ConsentState { Subscribed, Pending, NotSubscribed, Invalid, Redacted, Unsubscribed }
