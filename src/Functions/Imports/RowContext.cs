using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;
using Customers.Functions.Http;

namespace Customers.Functions.Imports;

/// <summary>One row of a run, and the ids that it gets whenever it is taken.</summary>
/// <param name="Row">Its number in the file, from 0.</param>
internal sealed record RowContext(ImportRun Run, long Row, FileRow Csv)
{
    /// <summary>The same again when a run that was cut takes the row once more.</summary>
    public IIdSource IdsOfRun => Ids(Run.JobId);

    /// <summary>The same whenever the file is imported.</summary>
    public IIdSource IdsOfFile => Ids(Run.Sha256);

    /// <summary>Did this run make it?</summary>
    public bool IsOwn(DateTimeOffset createdAt) => createdAt >= Run.CreatedAt;

    /// <summary>The row as the request that it is.</summary>
    public static Outcome<T> Read<T>(JsonObject cells, Faults faults) where T : class, new()
    {
        var request = cells.Deserialize<T>(WireJson.Requests)!;
        new ShapeFaults(faults).Walk(request);
        return faults.Any ? Refusal.Invalid(faults) : request;
    }

    private SeededIds Ids(string seed)
    {
        var bytes = new byte[sizeof(long) + Encoding.UTF8.GetByteCount(seed)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Row);
        Encoding.UTF8.GetBytes(seed, bytes.AsSpan(sizeof(long)));
        return new(DateTimeOffset.UnixEpoch, SHA256.HashData(bytes));
    }
}
