using System.Text.RegularExpressions;

namespace Customers.Functions.Storage;

/// <summary>The names that <see cref="Domain.Blobs.IBlobStore"/> allows. No segment ends in a dot: some file systems and Azure drop it.</summary>
internal static partial class BlobName
{
    private const int MaxLength = 200;

    public static string Checked(string name) => name.Length <= MaxLength && Allowed().IsMatch(name)
        ? name
        : throw new ArgumentException($"'{name}' is not the name of a file.", nameof(name));

    [GeneratedRegex(@"\A([A-Za-z0-9_.-]*[A-Za-z0-9_-]/)*[A-Za-z0-9_.-]*[A-Za-z0-9_-]\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Allowed();
}
