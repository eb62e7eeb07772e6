using Customers.Domain.Amounts;
using Customers.Domain.Credit;
using Customers.Domain.Documents;

namespace Customers.Domain.Settings;

/// <summary>What the organisation decides for all its customers: one document.</summary>
public sealed record HubSettings
{
    public const string Id = "settings";

    public Organisation Organisation { get; init; } = new();
    public CustomerIdShown CustomerIdShown { get; init; } = CustomerIdShown.Ref;
    /// <summary>Kinds that are left out are numbered as <see cref="Settings.Numbering.DefaultOf"/> says.</summary>
    public IReadOnlyDictionary<NumberedKind, Numbering> Numbering { get; init; } = new Dictionary<NumberedKind, Numbering>();
    public CreditPolicy CreditControl { get; init; } = new();
    public bool AllowPartialPayments { get; init; } = true;
    public Customers.PortalAccess Portal { get; init; } = new();
    public EmailSender Email { get; init; } = new();
    public IReadOnlyList<Classification> Classifications { get; init; } = [];
    public IReadOnlyList<CustomField> CustomFields { get; init; } = [];
    public int Version { get; init; } = 1;

    public Numbering NumberingOf(NumberedKind kind) => Numbering.GetValueOrDefault(kind) ?? Settings.Numbering.DefaultOf(kind);

    public static readonly DocumentType<HubSettings> Type = new("settings", Containers.System, _ => Id, _ => Id);
}

public sealed record Organisation
{
    public string Name { get; init; } = "";
    public Currency BaseCurrency { get; init; } = Currency.Parse("EUR");
    /// <summary>IANA name; calendar dates are counted here.</summary>
    public string TimeZone { get; init; } = "Etc/UTC";

    public DateOnly DateAt(DateTimeOffset instant) => DateOnly.FromDateTime(LocalAt(instant));

    /// <summary>When this date begins here; where clocks leap over midnight, an hour later.</summary>
    public DateTimeOffset StartOf(DateOnly date)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
        var midnight = date.ToDateTime(TimeOnly.MinValue);
        if (zone.IsInvalidTime(midnight)) midnight = midnight.AddHours(1);
        return new(midnight, zone.GetUtcOffset(midnight));
    }

    public DateTime LocalAt(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById(TimeZone)).DateTime;
}

public enum CustomerIdShown { Ref, Vat }

/// <summary>Whom the organisation's mails come from; null = as the mail's transport says.</summary>
public sealed record EmailSender(string? SenderName = null, string? SenderAddress = null);
