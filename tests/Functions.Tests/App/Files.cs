using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.App;

/// <summary>Uploads and downloads, and small files of each kind.</summary>
internal static class Files
{
    public const string Boundary = "edge-of-the-part";

    public static byte[] Pdf { get; } = "%PDF-1.7\nhello"u8.ToArray();
    public static byte[] Ole { get; } = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0];
    public static byte[] Png { get; } = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 0];
    public static byte[] Jpg { get; } = [0xFF, 0xD8, 0xFF, 0xE0, 0];

    /// <summary>The head of a zip whose first entry has this name.</summary>
    public static byte[] Zip(string entry) => [(byte)'P', (byte)'K', 3, 4, .. new byte[22], (byte)entry.Length, 0, 0, 0, .. Encoding.ASCII.GetBytes(entry)];

    public static async Task<JsonElement> UploadAsync(this HubDriver hub, string customer, string name, byte[] content, string category = "other")
    {
        using var answer = await hub.TryAsync(HttpMethod.Post, $"/api/customers/{customer}/attachments", Form(name, content, category));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.JsonAsync();
    }

    public static string PathOf(string customer, JsonElement attachment) => $"/api/customers/{customer}/attachments/{attachment.Text("id")}";

    public static MultipartFormDataContent Form(string name, byte[] content, string category = "other") => Form(name, new ByteArrayContent(content), category);

    public static MultipartFormDataContent Form(string name, HttpContent content, string category = "other")
    {
        content.Headers.ContentDisposition = new("form-data") { Name = "file", FileNameStar = name };
        return new() { { new StringContent(category), "category" }, content };
    }

    /// <summary>Bytes as they are, between parts written by hand.</summary>
    public static ByteArrayContent Raw(string text)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n")));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=" + Boundary);
        return content;
    }

    public static string Part(string disposition, string content) => $"--{Boundary}\nContent-Disposition: form-data; {disposition}\n\n{content}\n";
}
