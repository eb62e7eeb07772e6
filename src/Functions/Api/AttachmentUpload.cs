using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Customers.Domain.Attachments;
using Customers.Domain.Outcomes;
using Customers.Functions.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Customers.Functions.Api;

/// <summary>
/// An upload: the parts <c>category</c> and then <c>file</c>, read up to where the file begins. The file itself streams to
/// whoever reads <see cref="NewFile.Content"/>. Files of a kind that is not taken → 415.
/// </summary>
public sealed class AttachmentUpload : IEndpointParameterMetadataProvider
{
    private const int LongestCategory = 100;

    /// <summary>What a whole request may have: the file, and room for its parts and their headers.</summary>
    private const long MostBytes = SentFile.MostBytes + 64 * 1024;

    private AttachmentUpload(Outcome<NewFile> file) => File = file;

    public Outcome<NewFile> File { get; }

    public static async ValueTask<AttachmentUpload?> BindAsync(HttpContext context) => new(await ReadAsync(context));

    /// <summary>Reads a repeated request to its end; equal where the file, its name and category are.</summary>
    public static async Task<string> FingerprintAsync(HttpContext context)
    {
        var file = await ReadAsync(context);
        return file.IsRefused(out _) ? "" : Fingerprint(file.Value.Category, file.Value.Name, await ((SentFile)file.Value.Content).HashAsync(context.RequestAborted));
    }

    public static string FingerprintOf(Attachment attachment) => Fingerprint(attachment.Category, attachment.FileName, attachment.Sha256);

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new RequestLimit(MostBytes));
        builder.Metadata.Add(new UploadShape(typeof(AttachmentCategory)));
    }

    private static async Task<Outcome<NewFile>> ReadAsync(HttpContext context)
    {
        var (multipart, cancel, faults) = (new Multipart(context.Request), context.RequestAborted, new Faults());
        var category = await CategoryAsync(await multipart.NextAsync(LongestCategory, cancel), faults, cancel);
        if (faults.Any) return Refusal.Invalid(faults);
        if (await multipart.NextAsync(longest: null, cancel) is not { Name: "file", FileName: { } sentName } part)
            return Refusal.Invalid("file", "is required as the second part, with a file name");

        var name = FileName.Clean(sentName);
        var start = new byte[FileKinds.BytesToTell];
        var read = await Multipart.ReadAsync(() => part.Body.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancel).AsTask());
        if (read == 0) return Refusal.Invalid("file", "is empty");
        var contentType = FileKinds.ContentTypeOf(name, start.AsSpan(0, read)) ?? throw NotTaken();
        return new NewFile(category, name, contentType, new SentFile(start.AsMemory(0, read), part.Body, multipart));
    }

    private static async Task<AttachmentCategory> CategoryAsync(Multipart.Part? part, Faults faults, CancellationToken cancel)
    {
        if (part is not { Name: "category" })
        {
            faults.Add("category", "is required as the first part, before the file");
            return default;
        }
        using var reader = new StreamReader(part.Body, Encoding.UTF8);
        var known = Choices<AttachmentCategory>.ByWord.TryGetValue(await Multipart.ReadAsync(() => reader.ReadToEndAsync(cancel)), out var category);
        faults.Require(known, "category", Choices<AttachmentCategory>.Fault);
        return category;
    }

    private static string Fingerprint(AttachmentCategory category, string name, string sha256) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{category}\n{name}\n{sha256}")));

    private static UnreadableRequestException NotTaken() => new(
        StatusCodes.Status415UnsupportedMediaType, Problems.Meaning(StatusCodes.Status415UnsupportedMediaType).Code,
        $"Taken are {FileKinds.Taken}; the file's name must end so, and its content must be that.");

    private sealed record RequestLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
}
