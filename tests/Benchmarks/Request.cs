using System.Text;

namespace Customers.Benchmarks;

/// <summary>Requests as bytes, ready to be sent.</summary>
internal static class Request
{
    public static byte[] Get(string path, string accept = "application/json") =>
        Encoding.UTF8.GetBytes($"GET {path} HTTP/1.1\r\nHost: hub\r\nAccept: {accept}\r\nAuthorization: Bearer {HubProcess.Key}\r\n\r\n");

    public static byte[] Post(string path, ReadOnlySpan<byte> body, IEnumerable<KeyValuePair<string, string>> headers)
    {
        var head = new StringBuilder($"POST {path} HTTP/1.1\r\nHost: hub\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n");
        foreach (var (name, value) in headers) head.Append(name).Append(": ").Append(value).Append("\r\n");
        return [.. Encoding.UTF8.GetBytes(head.Append("\r\n").ToString()), .. body];
    }
}
