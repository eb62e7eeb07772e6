using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Customers.Functions.Tests;

internal static class Bytes
{
    public static byte[] ToBytes(this JsonNode json) => Encoding.UTF8.GetBytes(json.ToJsonString());

    public static string Signed(this byte[] body, string secret) => Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));

    public static JsonObject With(this JsonObject json, string property, JsonNode? value)
    {
        json[property] = value;
        return json;
    }
}
