using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Customers.Functions.Tests.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Customers.Functions.Tests.App;

/// <summary>A partner's receiver of webhooks: keeps what it is told, and answers as the test wants.</summary>
internal sealed class PartnerHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Message> _received = [];

    private PartnerHost(WebApplication app) => _app = app;

    public int Status { get; set; } = 204;
    public string? RetryAfter { get; set; }
    /// <summary>It does not answer before.</summary>
    public Task Answering { get; set; } = Task.CompletedTask;
    public IReadOnlyList<Message> Received => [.. _received];
    public string Url => _app.Urls.First() + "/hooks?code=open-sesame";

    public static async Task<PartnerHost> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var partner = new PartnerHost(builder.Build());
        partner._app.Run(partner.TakeAsync);
        await partner._app.StartAsync();
        return partner;
    }

    /// <summary>Until so many messages are here.</summary>
    public async Task<IReadOnlyList<Message>> ReceivedAsync(int count)
    {
        for (var begun = TimeProvider.System.GetTimestamp(); _received.Count < count; await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System))
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromSeconds(30), $"Only {_received.Count} messages came.");
        return Received;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        _received.Enqueue(new(context.Request.Path + context.Request.QueryString, context.Request.Headers["webhook-id"]!, context.Request.Headers["webhook-timestamp"]!, context.Request.Headers["webhook-signature"]!, body.ToArray()));
        await Answering;
        context.Response.StatusCode = Status;
        context.Response.Headers.RetryAfter = RetryAfter;
        if (Status is >= 300 and < 400) context.Response.Headers.Location = "/elsewhere";
    }

    internal sealed record Message(string Path, string Id, string Timestamp, string Signatures, byte[] Body)
    {
        public JsonElement Json => JsonElement.Parse(Body);
        public string Type => Json.Text("type");
        public JsonElement Data => Json.GetProperty("data");
        public DateTimeOffset At => DateTimeOffset.FromUnixTimeSeconds(long.Parse(Timestamp, CultureInfo.InvariantCulture));

        /// <summary>As a partner's library checks it.</summary>
        public bool IsSignedWith(string secret)
        {
            using var hmac = new HMACSHA256(Convert.FromBase64String(secret.Replace("whsec_", "", StringComparison.Ordinal)));
            var expected = hmac.ComputeHash([.. Encoding.ASCII.GetBytes(Id), (byte)'.', .. Encoding.ASCII.GetBytes(Timestamp), (byte)'.', .. Body]);
            return Signatures.Split(' ').Any(signature => signature.Split(',') is ["v1", var given] && CryptographicOperations.FixedTimeEquals(Convert.FromBase64String(given), expected));
        }
    }
}
