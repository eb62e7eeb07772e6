using System.IO.Pipelines;
using System.Text.Json;
using Customers.Domain.Blobs;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Jobs;
using Customers.Functions.Api;
using Customers.Functions.Http;

namespace Customers.Functions.Jobs;

/// <summary>Gathers all that is held on a person, of whatever size, as the result of a job.</summary>
internal sealed class TellData(IDocumentStore documents, IBlobStore blobs, ReadPersonalData personalData, IIdSource ids, TimeProvider clock)
{
    public const string Kind = "dataRequest";

    /// <param name="person">Null: nothing is held, and the job says so.</param>
    public async Task<Job> RunAsync(CustomerId? person, CancellationToken cancel)
    {
        var (now, id) = (clock.GetUtcNow(), ids.New(IdPrefixes.Job));
        var written = person is { } known ? await WriteAsync(id, known, cancel) : null;
        var result = written is null ? new DataResult(Held: false) : new DataResult(Held: true, person?.Value, $"/api/jobs/{id}/content", written.Length, written.Sha256);
        var job = new Job { Id = id, Kind = Kind, Status = JobStatus.Succeeded, Done = 1, Total = 1, Result = JsonSerializer.SerializeToElement(result, StoredJson.Options), CreatedAt = now, UpdatedAt = now };
        // An event that is handled again: the file is the newer one, and so is what the job says of it.
        return (await documents.ChangeAsync(Job.Type, id, id, found => job with { CreatedAt = found?.CreatedAt ?? now }, cancel))!;
    }

    /// <summary>Null when the person is gone, or redacted meanwhile.</summary>
    private async Task<BlobWritten?> WriteAsync(string jobId, CustomerId person, CancellationToken cancel)
    {
        var file = new DataFile { JobId = jobId, CustomerId = person, ExpiresOn = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(DataFiles.DaysToKeep) };
        // Known before the first word is read: a redaction that takes it away again has come between, and what was gathered is of before.
        await documents.CreateAsync(DataFile.Type, file, cancel);
        var written = await personalData.RunAsync(person, Caller.Hub, cancel) is { } data ? await WriteAsync(file.Blob, data, cancel) : null;
        var known = await documents.ReadAsync(DataFile.Type, DataFile.IdOf(jobId), DataFile.IdOf(jobId), cancel);
        if (written is not null && known is not null) return written;
        await blobs.DeleteAsync(file.Blob, cancel);
        if (known is not null) await documents.DeleteAsync(DataFile.Type, known, cancel);
        return null;
    }

    private async Task<BlobWritten> WriteAsync(string blob, PersonalDataResponse data, CancellationToken cancel)
    {
        var pipe = new Pipe();
        var writing = WriteAsync(pipe.Writer, data, cancel);
        await using var content = pipe.Reader.AsStream();
        var written = await blobs.WriteAsync(blob, content, cancel);
        await writing;
        return written;
    }

    /// <summary>A fault goes to whoever reads: half a file is none.</summary>
    private static async Task WriteAsync(PipeWriter writer, PersonalDataResponse data, CancellationToken cancel)
    {
        try
        {
            await JsonSerializer.SerializeAsync(writer.AsStream(leaveOpen: true), data, WireJson.Answers, cancel);
            await writer.CompleteAsync();
        }
        catch (Exception fault)
        {
            await writer.CompleteAsync(fault);
            throw;
        }
    }
}

/// <param name="Held">False: the hub holds nothing on the person, and the rest is not there.</param>
/// <param name="Content">Where the file is, for 30 days or until the person is redacted.</param>
public sealed record DataResult(bool Held, string? CustomerId = null, string? Content = null, long? Size = null, string? Sha256 = null);
