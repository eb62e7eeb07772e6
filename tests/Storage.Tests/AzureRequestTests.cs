using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Customers.Functions.Storage.Azure;

namespace Customers.Storage.Tests;

/// <summary>How many requests an operation costs: one, but for files that are longer than a block, and for seeks.</summary>
[Collection(AzuriteTests.Name)]
public sealed class AzureRequestTests(Azurite azurite)
{
    [NpmTheory]
    [InlineData(0, 1)]
    [InlineData(4 * 1024 * 1024 - 1, 1)]
    [InlineData(4 * 1024 * 1024, 2)]
    [InlineData(9_000_000, 4)]
    public async Task A_file_is_written_by_one_request_or_by_one_for_each_block_and_one_more(int length, int requests)
    {
        var (blobs, counted) = await Blobs();
        await blobs.WriteAsync("a", new MemoryStream(new byte[length]), default);
        Assert.Equal(requests, counted.Requests);
    }

    [NpmFact]
    public async Task A_file_is_opened_and_read_by_one_request_and_a_seek_costs_one_more()
    {
        var (blobs, counted) = await Blobs();
        await blobs.WriteAsync("a", new MemoryStream([.. "0123456789"u8]), default);
        counted.Requests = 0;
        await using var file = await blobs.OpenReadAsync("a", default);
        await file!.CopyToAsync(Stream.Null);
        Assert.Equal(1, counted.Requests);
        file.Seek(-3, SeekOrigin.End);
        Assert.Equal('7', file.ReadByte());
        Assert.Equal('8', file.ReadByte());
        Assert.Equal(2, counted.Requests);
    }

    [NpmFact]
    public async Task Everything_else_costs_one()
    {
        var (blobs, counted) = await Blobs();
        await blobs.DeleteAsync("a", default);
        Assert.Equal(1, counted.Requests);
        await blobs.CheckAsync(default);
        Assert.Equal(2, counted.Requests);

        var service = new QueueServiceClient(azurite.NewAccount(), new() { Transport = new HttpClientTransport(counted) });
        await service.CreateQueueAsync("work");
        var queue = new AzureQueue(service, TimeProvider.System);
        counted.Requests = 0;
        await queue.SendAsync(new("work", "a"), default);
        var message = Assert.Single(await queue.ReceiveAsync("work", 32, TimeSpan.FromSeconds(30), default));
        await queue.ReleaseAsync(message, TimeSpan.Zero, default);
        await queue.CompleteAsync(message, default);
        await queue.CountAsync("work", default);
        Assert.Equal(5, counted.Requests);
    }

    private async Task<(AzureBlobStore Blobs, CountedRequests Counted)> Blobs()
    {
        var counted = new CountedRequests();
        var container = new BlobContainerClient(azurite.NewAccount(), "files", new() { Transport = new HttpClientTransport(counted) });
        await container.CreateAsync();
        counted.Requests = 0;
        return (new(container), counted);
    }

    private sealed class CountedRequests() : DelegatingHandler(new SocketsHttpHandler())
    {
        private int _requests;

        public int Requests
        {
            get => _requests;
            set => _requests = value;
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _requests);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
