using System.Security.Cryptography;
using System.Text;
using Customers.Functions.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Customers.Functions.Security;

/// <summary>What makes two POSTs the same: caller, method, path and key name it, query and body must not differ.</summary>
internal static class IdempotentRequest
{
    private const int InMemory = 256 * 1024;

    public static string IdOf(HttpContext context, string key) =>
        Hash(Encoding.UTF8.GetBytes(string.Join('\n', context.Caller().Id, context.Request.Method, context.Request.Path.Value?.ToLowerInvariant(), key)));

    /// <summary>Reads the body once and leaves it to be read again, unless it is streamed; over the endpoint's limit → 413.</summary>
    public static async Task<string> HashOfContentAsync(HttpContext context)
    {
        var request = context.Request;
        var query = Encoding.UTF8.GetBytes(request.QueryString.Value + "\n");
        if (StreamedContent.Of(context) is not null) return Hash(query);
        var limit = context.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize ?? RequestBytes.ApiLimit;
        if (request.ContentLength > limit) throw new UnreadableRequestException(StatusCodes.Status413PayloadTooLarge);
        request.EnableBuffering(InMemory);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(query);
        var buffer = new byte[16 * 1024];
        for (int total = 0, read; (read = await request.Body.ReadAsync(buffer, context.RequestAborted)) > 0;)
        {
            if ((total += read) > limit) throw new UnreadableRequestException(StatusCodes.Status413PayloadTooLarge);
            hash.AppendData(buffer, 0, read);
        }
        request.Body.Position = 0;
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string Hash(byte[] text) => Convert.ToHexStringLower(SHA256.HashData(text));
}
