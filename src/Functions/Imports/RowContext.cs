using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;
using Customers.Domain.Search;
using Customers.Functions.Http;

namespace Customers.Functions.Imports;

/// <summary>One row of a run, and the ids that it gets whenever it is taken.</summary>
/// <param name="Row">Its number in the file, from 0.</param>
internal sealed record RowContext(ImportRun Run, long Row, FileRow Csv)
{
    /// <summary>A delivery that was cut may have taken it already.</summary>
    public bool MayBeTaken { get; init; }

    /// <summary>The same again when a run that was cut takes the row once more; in the order of the file.</summary>
    public IIdSource IdsOfRun => new SeededIds(Run.CreatedAt.AddMilliseconds(Row), Hash(Run.JobId));

    /// <summary>The same whenever the file is imported.</summary>
    public IIdSource IdsOfFile => new SeededIds(DateTimeOffset.UnixEpoch, Hash(Run.Sha256!));

    /// <summary>Who was made of this row of this file.</summary>
    public string Claim => "row:" + Convert.ToHexStringLower(Hash(Run.Sha256!).AsSpan(0, 16));

    /// <summary>What names the customer that the row concerns.</summary>
    public IReadOnlyList<string> CustomerKeys
    {
        get
        {
            var (reference, external) = (Cell("ref") ?? Cell("customerRef"), Cell("externalId"));
            return [.. reference is null ? (string[])[] : ["ref:" + SearchWords.Fold(reference)], .. external is null ? (string[])[] : [$"store:{Cell("storeId")}:{external}"]];
        }
    }

    /// <summary>What names the very thing that the row is; nothing when every such row is a new one.</summary>
    public IReadOnlyList<string> Keys => Run.Kind == ImportKind.Customers
        ? CustomerKeys
        : Cell("email") is { } email ? [.. CustomerKeys.Select(key => $"{key}:{email.ToLowerInvariant()}")] : [];

    /// <summary>Did this run make it?</summary>
    public bool IsOwn(DateTimeOffset createdAt) => createdAt >= Run.CreatedAt;

    /// <summary>The row as the request that it is.</summary>
    public static Outcome<T> Read<T>(JsonObject cells, Faults faults) where T : class, new()
    {
        var request = cells.Deserialize<T>(WireJson.Requests)!;
        new ShapeFaults(faults).Walk(request);
        return faults.Any ? Refusal.Invalid(faults) : request;
    }

    private string? Cell(string column) => (string?)Csv.Cells?[column] is { Length: > 0 } text ? text : null;

    private byte[] Hash(string seed)
    {
        var bytes = new byte[sizeof(long) + Encoding.UTF8.GetByteCount(seed)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Row);
        Encoding.UTF8.GetBytes(seed, bytes.AsSpan(sizeof(long)));
        return SHA256.HashData(bytes);
    }
}
