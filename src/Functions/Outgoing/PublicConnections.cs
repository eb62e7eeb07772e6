using System.Net;
using System.Net.Sockets;

namespace Customers.Functions.Outgoing;

/// <summary>Connections to what people named: no redirects, no proxy that would connect elsewhere, and to public addresses only.</summary>
internal static class PublicConnections
{
    public static SocketsHttpHandler Handler(bool allowLocal) => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        // Names are looked up again now and then.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectCallback = allowLocal ? null : ConnectAsync,
    };

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var endpoint = context.DnsEndPoint;
        // The very addresses that were checked are connected to: a second look-up could answer otherwise.
        IPAddress[] addresses = [.. (await Dns.GetHostAddressesAsync(endpoint.Host, cancel)).Where(PublicAddress.IsPublic)];
        if (addresses.Length == 0) throw new HttpRequestException(HttpRequestError.ConnectionError, "The host is not on the public Internet.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, endpoint.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch // whatever it was: the socket belongs to nobody yet, and the fault goes on
        {
            socket.Dispose();
            throw;
        }
    }
}
