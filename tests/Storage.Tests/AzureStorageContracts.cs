using System.Net;
using Azure.Storage.Queues;
using Customers.Domain.Blobs;
using Customers.Domain.Documents;
using Customers.Domain.Queues;
using Customers.Functions.Storage.Azure;

namespace Customers.Storage.Tests;

[NeedsNpm]
[Collection(AzuriteTests.Name)]
public sealed class AzureBlobStoreTests(Azurite azurite) : BlobStoreContract, IAsyncLifetime
{
    private readonly AzuriteAccount _account = new(azurite);

    protected override IBlobStore Blobs => _account.Get<IBlobStore>();

    [NpmFact]
    public async Task A_link_opens_its_file_until_it_expires()
    {
        await Write("a/b.txt", "linked");
        await Write("a/c.txt", "other");
        var link = await _account.Get<AzureBlobLinks>().LinkToAsync("a/b.txt", TimeSpan.FromMinutes(5), default);
        using var anybody = new HttpClient();
        Assert.Equal("linked", await anybody.GetStringAsync(link));
        Assert.Equal(HttpStatusCode.Forbidden, (await anybody.GetAsync(link.AbsoluteUri.Replace("b.txt", "c.txt", StringComparison.Ordinal))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await anybody.DeleteAsync(link)).StatusCode);
        await azurite.PassAsync(TimeSpan.FromMinutes(6));
        Assert.Equal(HttpStatusCode.Forbidden, (await anybody.GetAsync(link)).StatusCode);
    }

    [NpmFact]
    public async Task A_file_that_is_replaced_while_it_is_read_is_not_mixed_with_the_new_one()
    {
        await Write("a", "first");
        await using var file = await Blobs.OpenReadAsync("a", default);
        await Write("a", "later");
        file!.Seek(2, SeekOrigin.Begin);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => file.ReadExactlyAsync(new byte[1]).AsTask());
    }

    public Task InitializeAsync() => _account.InitializeAsync();

    public Task DisposeAsync() => _account.DisposeAsync();
}

[NeedsNpm]
[Collection(AzuriteTests.Name)]
public sealed class AzureQueueTests(Azurite azurite) : QueueContract, IAsyncLifetime
{
    private readonly AzuriteAccount _account = new(azurite);

    protected override IQueue Queue => _account.Get<IQueue>();

    protected override string Name => QueueNames.StoreEvents;

    protected override Task Pass(TimeSpan time) => azurite.PassAsync(time);

    [NpmFact]
    public async Task A_message_waits_for_longer_than_the_week_that_is_the_default_of_Azure()
    {
        await Queue.SendAsync(new(Name, "a"), default);
        await azurite.PassAsync(TimeSpan.FromDays(8));
        Assert.Single(await Queue.ReceiveAsync(Name, 1, TimeSpan.FromSeconds(30), default));
    }

    [NpmFact]
    public async Task A_message_that_somebody_put_there_unencoded_does_not_block_the_others()
    {
        await _account.Get<QueueServiceClient>().GetQueueClient(Name).SendMessageAsync("""{"eventId":"evt_1"}""");
        await Queue.SendAsync(new(Name, "a"), default);
        var messages = await Queue.ReceiveAsync(Name, 10, TimeSpan.FromSeconds(30), default);
        Assert.Equal(["a", """{"eventId":"evt_1"}"""], messages.Select(message => message.Body).Order(StringComparer.Ordinal));
    }

    [NpmFact]
    public async Task Every_queue_has_one_for_its_poison()
    {
        foreach (var name in QueueNames.All) Assert.Equal(0, await Queue.CountAsync(QueueNames.PoisonOf(name) ?? name, default));
    }

    public async Task InitializeAsync()
    {
        await _account.InitializeAsync();
        await _account.Get<QueueServiceClient>().CreateQueueAsync(Name + "-other");
    }

    public Task DisposeAsync() => _account.DisposeAsync();
}
