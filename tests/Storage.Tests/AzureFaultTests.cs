using System.Net;
using System.Net.Sockets;
using System.Text;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Customers.Domain.Documents;
using Customers.Functions.Storage.Azure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Customers.Storage.Tests;

/// <summary>What the caller is told when Azure Storage refuses, and how often it is asked again.</summary>
public sealed class AzureFaultTests
{
    private const string Account = "AccountName=hub;AccountKey=a2V5;BlobEndpoint=https://hub.test;QueueEndpoint=https://hub.test";
    private const int Attempts = 4;

    [Theory]
    [InlineData(403, "AuthorizationPermissionMismatch", 1)]
    [InlineData(404, "ContainerNotFound", 1)]
    [InlineData(404, "QueueNotFound", 1)]
    [InlineData(409, "QueueBeingDeleted", 1)]
    [InlineData(412, "ConditionNotMet", 1)]
    [InlineData(408, "OperationTimedOut", Attempts)]
    [InlineData(429, "TooManyRequests", Attempts)]
    [InlineData(500, "InternalError", Attempts)]
    [InlineData(503, "ServerBusy", Attempts)]
    public Task A_refusal_that_may_pass_is_told_so(int status, string code, int attempts) =>
        EveryOperation<StoreUnavailableException>(() => Refusal(status, code), attempts);

    [Fact]
    public Task A_request_that_is_wrong_in_itself_is_our_fault() => EveryOperation<RequestFailedException>(() => Refusal(400, "InvalidInput"), 1);

    [Fact]
    public Task A_broken_connection_may_pass() => EveryOperation<StoreUnavailableException>(() => throw new HttpRequestException("", new SocketException()), Attempts);

    [Fact]
    public Task An_attempt_that_takes_too_long_may_pass() => EveryOperation<StoreUnavailableException>(() => throw new TaskCanceledException(), Attempts);

    [Fact]
    public async Task A_write_that_another_writer_overtook_may_be_tried_again()
    {
        var answers = new Answers(request => request.RequestUri!.Query.Contains("blocklist", StringComparison.Ordinal) ? Refusal(400, "InvalidBlockList") : new(HttpStatusCode.Created));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Blobs(answers).WriteAsync("a", new MemoryStream(new byte[5_000_000]), default));
    }

    [Fact]
    public async Task Without_the_key_of_the_account_a_link_is_signed_by_one_for_the_identity()
    {
        var answers = new Answers(_ => new(HttpStatusCode.OK)
        {
            Content = new StringContent("""
                <?xml version="1.0" encoding="utf-8"?><UserDelegationKey><SignedOid>oid</SignedOid><SignedTid>tid</SignedTid>
                <SignedStart>2026-01-01T00:00:00Z</SignedStart><SignedExpiry>2026-01-01T00:05:00Z</SignedExpiry>
                <SignedService>b</SignedService><SignedVersion>2023-08-03</SignedVersion><Value>a2V5</Value></UserDelegationKey>
                """, Encoding.UTF8, "application/xml"),
        });
        var clock = new FakeTimeProvider(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var container = new BlobContainerClient(new Uri("https://hub.blob.core.windows.net/files"), new AnyToken(), new() { Transport = new HttpClientTransport(answers) });
        var link = await new AzureBlobLinks(container, clock).LinkToAsync("a/b", TimeSpan.FromMinutes(5), default);
        Assert.StartsWith("https://hub.blob.core.windows.net/files/a/b?", link.AbsoluteUri, StringComparison.Ordinal);
        Assert.Contains("se=2026-01-01T00:05:00Z&", Uri.UnescapeDataString(link.Query), StringComparison.Ordinal);
        Assert.Contains("skoid=oid", link.Query, StringComparison.Ordinal);
        Assert.Contains("sp=r&", link.Query, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("https://hub.blob.core.windows.net", null)]
    [InlineData(null, "https://hub.queue.core.windows.net")]
    public async Task A_start_without_an_account_says_what_is_missing(string? blobs, string? queues)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection([new("AzureWebJobsStorage:blobServiceUri", blobs), new("AzureWebJobsStorage:queueServiceUri", queues)]);
        AzureStorage.Add(builder.Services, builder.Configuration);
        using var host = builder.Build();
        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Contains("queueServiceUri", fault.Message, StringComparison.Ordinal);
    }

    private static async Task EveryOperation<TFault>(Func<HttpResponseMessage> answer, int attempts) where TFault : Exception
    {
        var answers = new Answers(_ => answer());
        var (blobs, queue) = (Blobs(answers), new AzureQueue(new(Account, Quick(new QueueClientOptions(), answers)), TimeProvider.System));
        Func<Task>[] operations =
        [
            () => blobs.WriteAsync("a", new MemoryStream(), default), () => blobs.OpenReadAsync("a", default), () => blobs.DeleteAsync("a", default), () => blobs.CheckAsync(default),
            () => queue.SendAsync(new("work", "a"), default), () => queue.ReceiveAsync("work", 1, TimeSpan.FromSeconds(1), default),
            () => queue.CompleteAsync(new("work", "1", "r", "a", 1), default), () => queue.ReleaseAsync(new("work", "1", "r", "a", 1), TimeSpan.Zero, default),
            () => queue.CountAsync("work", default),
        ];
        foreach (var operation in operations)
        {
            answers.Asked = 0;
            await Assert.ThrowsAsync<TFault>(operation);
            Assert.Equal(attempts, answers.Asked);
        }
    }

    private static AzureBlobStore Blobs(Answers answers) => new(new(Account, "files", Quick(new BlobClientOptions(), answers)));

    private static T Quick<T>(T options, Answers answers) where T : ClientOptions
    {
        AzureStorage.Bounded(options).Retry.Delay = TimeSpan.Zero;
        options.Retry.MaxDelay = TimeSpan.Zero;
        options.Transport = new HttpClientTransport(answers);
        return options;
    }

    private static HttpResponseMessage Refusal(int status, string code) => new((HttpStatusCode)status) { Headers = { { "x-ms-error-code", code } } };

    private sealed class Answers(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        public int Asked { get; set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked++;
            await Task.Yield();
            return answer(request);
        }
    }

    private sealed class AnyToken : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => new("token", DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(GetToken(requestContext, cancellationToken));
    }
}
