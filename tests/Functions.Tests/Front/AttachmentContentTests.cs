using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Customers.Functions.Tests.App;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.Front;

public sealed class AttachmentContentTests(HubHost hub) : IClassFixture<HubHost>
{
    [Fact]
    public async Task Content_comes_whole_as_a_file_to_be_saved()
    {
        var (path, attachment) = await UploadAsync("Grüße.pdf", Files.Pdf);
        using var answer = await hub.Admin.TryAsync(HttpMethod.Get, path);
        Assert.Equal(Files.Pdf, await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(("application/pdf", "nosniff", "bytes"), (answer.Content.Headers.ContentType!.ToString(), answer.Headers.GetValues("X-Content-Type-Options").Single(), answer.Headers.AcceptRanges.Single()));
        Assert.Equal($"\"{attachment}\"", answer.Headers.ETag!.ToString());
        var disposition = answer.Content.Headers.ContentDisposition!;
        Assert.Equal(("attachment", "Grüße.pdf"), (disposition.DispositionType, disposition.FileNameStar));
    }

    [Theory]
    [InlineData("bytes=0-0", 206, "0", "bytes 0-0/10")]
    [InlineData("bytes=2-4", 206, "234", "bytes 2-4/10")]
    [InlineData("bytes=7-", 206, "789", "bytes 7-9/10")]
    [InlineData("bytes=7-99", 206, "789", "bytes 7-9/10")]
    [InlineData("bytes=-3", 206, "789", "bytes 7-9/10")]
    [InlineData("bytes=-99", 206, "0123456789", "bytes 0-9/10")]
    [InlineData("bytes=9-2", 200, "0123456789", "")]
    [InlineData("bytes=0-1,3-4", 200, "0123456789", "")]
    [InlineData("bytes=10-", 416, null, "bytes */10")]
    public async Task A_range_is_answered_by_that_part(string range, int status, string? content, string contentRange)
    {
        var (path, _) = await UploadAsync("digits.txt", "0123456789"u8.ToArray());
        using var answer = await hub.Admin.TryAsync(HttpMethod.Get, path, null, ("Range", range));
        Assert.Equal((status, contentRange), ((int)answer.StatusCode, answer.Content.Headers.ContentRange?.ToString() ?? ""));
        if (content is not null) Assert.Equal(content, await answer.Content.ReadAsStringAsync());
        else Assert.Equal("range-not-satisfiable", await answer.ProblemAsync());
    }

    [Fact]
    public async Task A_large_file_comes_whole_and_by_ranges()
    {
        var content = new byte[9_500_000];
        for (var i = 0; i < content.Length; i++) content[i] = (byte)('a' + i % 23);
        var (path, _) = await UploadAsync("large.txt", content);
        Assert.Equal(content, await hub.Admin.Http.GetByteArrayAsync(path));
        using var answer = await hub.Admin.TryAsync(HttpMethod.Get, path, null, ("Range", "bytes=4194300-8388700"));
        Assert.Equal(content[4194300..8388701], await answer.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("If-None-Match", "\"{0}\"", 304)]
    [InlineData("If-None-Match", "\"other\"", 200)]
    [InlineData("If-Match", "\"{0}\"", 200)]
    [InlineData("If-Match", "\"other\"", 412)]
    [InlineData("If-Range", "\"{0}\"", 206)]
    [InlineData("If-Range", "\"other\"", 200)]
    public async Task Conditions_compare_the_hash(string header, string value, int status)
    {
        var (path, sha256) = await UploadAsync("a.txt", "0123456789"u8.ToArray());
        (string, string)[] range = header == "If-Range" ? [("Range", "bytes=1-2")] : [];
        using var answer = await hub.Admin.TryAsync(HttpMethod.Get, path, null, [(header, string.Format(CultureInfo.InvariantCulture, value, sha256)), .. range]);
        Assert.Equal(status, (int)answer.StatusCode);
        if (status == 412) Assert.Equal("version-mismatch", await answer.ProblemAsync());
    }

    [Fact]
    public async Task HEAD_tells_the_same_without_the_content()
    {
        var (path, _) = await UploadAsync("a.txt", "0123456789"u8.ToArray());
        using var answer = await hub.Admin.TryAsync(HttpMethod.Head, path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal((10L, "text/plain"), (answer.Content.Headers.ContentLength!.Value, answer.Content.Headers.ContentType!.ToString()));
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }

    public static TheoryData<string, string> Names => new()
    {
        { "договор №5.pdf", "договор №5.pdf" },
        { "契約書 📄.pdf", "契約書 📄.pdf" },
        { "e\u0301t\u00e9.pdf", "e\u0301t\u00e9.pdf" },
        { "a;b=\"c\", 100%.pdf", "a;b=\"c\", 100%.pdf" },
        { "../../etc/passwd.pdf", "passwd.pdf" },
        { "..\\..\\windows\\evil.pdf", "evil.pdf" },
        { "C:\\Users\\me\\scan.pdf", "scan.pdf" },
        { "/absolute.pdf", "absolute.pdf" },
        { "CON.pdf", "CON.pdf" },
        { "inno\u202Efdp.cod.pdf", "innofdp.cod.pdf" },
        { "tab\tnul\0bell\a.pdf", "tabnulbell.pdf" },
        { ".pdf", "file.pdf" },
        { new string('x', 300) + ".pdf", new string('x', 251) + ".pdf" },
    };

    [Theory, MemberData(nameof(Names))]
    public async Task Any_name_is_harmless_and_comes_back(string sent, string kept)
    {
        var customer = (await hub.Admin.CreateCustomerAsync()).Text("id");
        var attachment = await hub.Admin.UploadAsync(customer, sent, Files.Pdf);
        Assert.Equal(kept, attachment.Text("fileName"));
        using var answer = await hub.Admin.TryAsync(HttpMethod.Get, Files.PathOf(customer, attachment) + "/content");
        Assert.Equal(kept, answer.Content.Headers.ContentDisposition!.FileNameStar);
        Assert.Equal(Files.Pdf, await answer.Content.ReadAsByteArrayAsync());
        Assert.DoesNotContain(TestStorage.Blobs(hub), blob => blob.Contains(Path.GetFileNameWithoutExtension(kept), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("filename=\"plain.txt\"", "plain.txt")]
    [InlineData("filename=\"größe.txt\"", "größe.txt")]
    [InlineData("filename=\"a\\\"b.txt\"", "a\"b.txt")]
    [InlineData("filename=\"C:\\dir\\a.txt\"", "a.txt")]
    [InlineData("filename=\"plain.txt\"; filename*=UTF-8''gr%C3%B6%C3%9Fe.txt", "größe.txt")]
    [InlineData("filename=\"=?utf-8?B?Z3LDtsOfZS50eHQ=?=\"", "größe.txt")]
    [InlineData("filename=plain.txt", "plain.txt")]
    public async Task Names_are_understood_as_browsers_and_programs_send_them(string disposition, string kept)
    {
        var customer = (await hub.Admin.CreateCustomerAsync()).Text("id");
        using var form = Files.Raw($"{Files.Part("name=category", "other")}{Files.Part("name=\"file\"; " + disposition, "hello")}--{Files.Boundary}--\n");
        using var answer = await hub.Admin.TryAsync(HttpMethod.Post, $"/api/customers/{customer}/attachments", form);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        Assert.Equal(kept, (await answer.JsonAsync()).Text("fileName"));
    }

    private async Task<(string Path, string Sha256)> UploadAsync(string name, byte[] content)
    {
        var customer = (await hub.Admin.CreateCustomerAsync()).Text("id");
        var attachment = await hub.Admin.UploadAsync(customer, name, content);
        return (Files.PathOf(customer, attachment) + "/content", attachment.Text("sha256"));
    }
}
