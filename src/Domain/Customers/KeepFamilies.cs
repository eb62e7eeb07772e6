using System.Text.Json;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Queues;

namespace Customers.Domain.Customers;

/// <summary>What lies in the queue of families: this customer has something to tell its parent or its branches.</summary>
public sealed record FamilyMessage(CustomerId CustomerId)
{
    public QueueMessage ToQueue() => new(QueueNames.Families, JsonSerializer.Serialize(this, StoredJson.Options));

    public static FamilyMessage Parse(string body) =>
        JsonSerializer.Deserialize<FamilyMessage>(body, StoredJson.Options) ?? throw new JsonException("An empty family message.");

    /// <summary>Sent by the commit that gives it something to tell; as long as it has not told, a message is on its way.</summary>
    public static IReadOnlyList<QueueMessage> Of(Customer? before, Customer next) =>
        (next.TellsParent && before?.TellsParent != true) || (next.BranchesBehind && before?.BranchesBehind != true) ? [new FamilyMessage(next.Id).ToQueue()] : [];
}

/// <summary>Keeps parents and branches of one mind: what is used of a credit limit goes up, classifications and a broken limit come down.</summary>
public sealed class KeepFamilies(IDocumentStore documents, TellParent tell, FollowParent follow)
{
    public async Task RunAsync(CustomerId id, CancellationToken cancel)
    {
        await tell.RunAsync(id, cancel);
        await follow.RunAsync(id, cancel);
    }

    /// <summary>Whoever has something to tell: its message may be lost.</summary>
    public async Task RunAllAsync(CancellationToken cancel)
    {
        foreach (var condition in new Condition[] { new Condition.Equal("branchesBehind", 1L), new Condition.Equal("tellsParent", true) })
            await foreach (var customer in documents.AllAsync(CustomerDocuments.Type, new Query(CustomerDocuments.Type, 100) { Where = [condition] }, cancel))
                await RunAsync(customer.Value.Id, cancel);
    }
}
