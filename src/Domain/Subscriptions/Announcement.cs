using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Queues;

namespace Customers.Domain.Subscriptions;

/// <summary>A fact that is to be told: written in the commit that makes it true, and gone once every subscription has its delivery.</summary>
public sealed record Announcement
{
    public required string Id { get; init; }
    public required CustomerId CustomerId { get; init; }
    public required SubscriptionEvent Event { get; init; }
    public required DateTimeOffset At { get; init; }
    /// <summary>Who is to be told.</summary>
    public required IReadOnlyList<string> SubscriptionIds { get; init; }
    /// <summary>As it is sent.</summary>
    public required string Body { get; init; }
    public DateTimeOffset? SentAgainAt { get; init; }

    public static readonly DocumentType<Announcement> Type = new("announcement", Containers.Customers, a => a.CustomerId.Value, a => a.Id)
    {
        Single = new Dictionary<string, Func<Announcement, FieldValue?>> { ["waitsSince"] = a => (a.SentAgainAt ?? a.At).ToUnixTimeMilliseconds() },
        Indexes = [["waitsSince"]],
    };

    public static Announcement Of(CustomerId customer, Fact fact, IReadOnlyList<string> subscriptionIds) => new()
    {
        Id = IdOf(IdPrefixes.Announcement, fact.At, $"{customer} {fact.Event} {fact.Key}"),
        CustomerId = customer,
        Event = fact.Event,
        At = fact.At,
        SubscriptionIds = subscriptionIds,
        Body = BodyOf(fact.Event, fact.At, fact.Data),
    };

    /// <param name="type">An event, or a word.</param>
    public static string BodyOf(object type, DateTimeOffset at, object data) => JsonSerializer.Serialize(new { type, timestamp = at.UtcDateTime, data }, StoredJson.Options);

    public QueueMessage ToQueue() => new AnnouncementMessage(CustomerId.Value, Id).ToQueue();

    /// <summary>The same whenever it is made for the same.</summary>
    internal static string IdOf(string prefix, DateTimeOffset at, string of) => new SeededIds(at, SHA256.HashData(Encoding.UTF8.GetBytes(of))).New(prefix);
}

/// <summary>What lies in the queue of announcements.</summary>
public sealed record AnnouncementMessage(string CustomerId, string AnnouncementId)
{
    public QueueMessage ToQueue() => new(QueueNames.Announcements, JsonSerializer.Serialize(this));

    public static AnnouncementMessage Parse(string body) => JsonSerializer.Deserialize<AnnouncementMessage>(body) ?? throw new JsonException("An empty announcement message.");
}
