using System.Net;
using System.Net.Sockets;

namespace Customers.Functions.Outgoing;

/// <summary>Whether an address is one of the public Internet's: people type in URLs, and the hub must not be sent into its own network.</summary>
internal static class PublicAddress
{
    // IANA special-purpose registries: this network, private, carrier-grade NAT, loopback, link-local (metadata services too),
    // protocol assignments, documentation, 6to4 relays, benchmarks, multicast, reserved.
    private static readonly IPNetwork[] SpecialV4 = Networks(
        "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 " +
        "192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4");

    // Only 2000::/3 is handed out; within it protocol assignments (Teredo too), documentation, and 6to4, which embeds IPv4.
    private static readonly IPNetwork GlobalV6 = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork[] SpecialV6 = Networks("2001::/23 2001:db8::/32 2002::/16 3fff::/20");

    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily switch
        {
            AddressFamily.InterNetwork => !SpecialV4.Any(network => network.Contains(address)),
            AddressFamily.InterNetworkV6 => GlobalV6.Contains(address) && !SpecialV6.Any(network => network.Contains(address)),
            _ => false,
        };
    }

    /// <summary>What a name means can change later, so <see cref="PublicConnections"/> looks again at each connect.</summary>
    public static async Task<bool> IsPublicAsync(string host, CancellationToken cancel)
    {
        // Never looked up: the resolver throws at some, 0.0.0.0 among them.
        if (IPAddress.TryParse(host, out var address)) return IsPublic(address);
        try
        {
            return (await Dns.GetHostAddressesAsync(host, cancel)).All(IsPublic);
        }
        catch (SocketException)
        {
            // A name that means nothing right now: each connect asks again.
            return true;
        }
    }

    private static IPNetwork[] Networks(string list) => [.. list.Split(' ').Select(IPNetwork.Parse)];
}
