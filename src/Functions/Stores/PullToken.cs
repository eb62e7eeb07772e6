using System.Text.Json;

namespace Customers.Functions.Stores;

/// <summary>Where a reader stands within a pull, as the opaque text of a <see cref="Domain.Stores.PullCursor"/>.</summary>
internal static class PullToken
{
    public static string Of<T>(T position) => Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(position));

    public static T Read<T>(string token) => JsonSerializer.Deserialize<T>(Convert.FromBase64String(token)) ?? throw new FormatException("Not a pull's position.");
}
