using System.Text.Json;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Queues;

namespace Customers.Domain.Stores;

/// <summary>
/// How far the reading of a customer from its stores is: for each link the customer and then its orders there, and at the end
/// what else the hub has of its orders.
/// </summary>
public sealed record CustomerSync
{
    public required CustomerId CustomerId { get; init; }
    /// <summary>The job that reads, or read last.</summary>
    public required string JobId { get; init; }
    /// <summary>Links still to be read; the first is being read.</summary>
    public IReadOnlyList<StoreLink> Links { get; init; } = [];
    /// <summary>The first link's customer is read, its orders follow.</summary>
    public bool CustomerRead { get; init; }
    /// <summary>Within the orders of the first link, as its reader says; without links, the last known order that was read.</summary>
    public string? Position { get; init; }
    /// <summary>Customers and orders that were read.</summary>
    public long Done { get; init; }
    /// <summary>How many there were to be read, as far as the hub knew.</summary>
    public long Expected { get; init; }
    public PullCounts Counts { get; init; } = PullCounts.None;
    /// <summary>Stores that could not be read, and why.</summary>
    public IReadOnlyDictionary<string, string> Failed { get; init; } = new Dictionary<string, string>();
    /// <summary>Orders and customers that could not be taken; newest last, at most 20.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];
    public DateTimeOffset? FinishedAt { get; init; }

    public static string IdOf(CustomerId customer) => "sync-" + customer.Value;

    public static readonly DocumentType<CustomerSync> Type = new("customerSync", Containers.System, s => IdOf(s.CustomerId), s => IdOf(s.CustomerId));

    /// <summary>Nothing more is asked of this store.</summary>
    public CustomerSync Without(string storeId, string reason) => this with
    {
        Failed = new Dictionary<string, string>(Failed) { [storeId] = reason },
        Links = [.. Links.Where(link => link.StoreId != storeId)],
        CustomerRead = false,
        Position = Links.Count > 0 ? null : Position,
    };

    public CustomerSync WithCustomer(ImportResult? result, string? error) => this with
    {
        CustomerRead = true,
        Done = Done + 1,
        Counts = Counts with { Customers = Counts.Customers + (result is { } taken ? Tally.One(taken) : new(Failed: 1)) },
        Errors = Last(error is null ? [] : [error]),
    };

    /// <param name="position">Null when there are no more of them: the next link follows.</param>
    public CustomerSync WithOrders(Tally orders, IEnumerable<string> errors, string? position) => this with
    {
        Links = position is null && Links.Count > 0 ? [.. Links.Skip(1)] : Links,
        CustomerRead = position is not null && CustomerRead,
        Position = position,
        Done = Done + orders.Sum,
        Counts = Counts with { Orders = Counts.Orders + orders },
        Errors = Last(errors),
    };

    private IReadOnlyList<string> Last(IEnumerable<string> more) => [.. Errors.Concat(more).TakeLast(20)];
}

/// <summary>What lies in the queue of syncs.</summary>
public sealed record SyncMessage(string CustomerId, string JobId)
{
    public QueueMessage ToQueue() => new(QueueNames.Syncs, JsonSerializer.Serialize(this));

    public static SyncMessage Parse(string body) => JsonSerializer.Deserialize<SyncMessage>(body) ?? throw new JsonException("An empty sync message.");
}
