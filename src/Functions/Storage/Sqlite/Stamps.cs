using System.Security.Cryptography;

namespace Customers.Functions.Storage.Sqlite;

/// <summary>Numbers that never come twice: they rise within a process from a random start among 2^64.</summary>
internal sealed class Stamps
{
    private long _last = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));

    public long Next() => Interlocked.Increment(ref _last);

    public static string Text(long stamp) => stamp.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);

    public static bool TryParse(string text, out long stamp) =>
        long.TryParse(text, System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture, out stamp);
}
