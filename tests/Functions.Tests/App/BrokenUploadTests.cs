using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Customers.Domain.Attachments;
using Customers.Domain.Blobs;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Functions.Jobs;
using Customers.Functions.Tests.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Customers.Functions.Tests.App;

/// <summary>An upload that is refused or breaks off leaves neither a row nor a blob.</summary>
public sealed class BrokenUploadTests : IAsyncLifetime
{
    private const int MiB = 1024 * 1024;
    private const int Limit = 90 * MiB;
    private readonly RestingHub _hub = new();
    private string _customer = "";

    private sealed class RestingHub() : HubHost(new FakeTimeProvider(RunningClock.Start))
    {
        public FakeTimeProvider Time => (FakeTimeProvider)Clock;

        protected override IEnumerable<string> Arguments => [.. base.Arguments, "--Customers:RunJobs", "false"];
    }

    private IDocumentStore Documents => _hub.Services.GetRequiredService<IDocumentStore>();

    public async Task InitializeAsync()
    {
        await _hub.InitializeAsync();
        _customer = (await _hub.Admin.CreateCustomerAsync()).Text("id");
    }

    public Task DisposeAsync() => _hub.DisposeAsync();

    public static TheoryData<string, string, byte[]> NotTaken => new()
    {
        { "a.exe", "415 unsupported-media-type", [.. "MZ"u8, 0] },
        { "a", "415 unsupported-media-type", Files.Pdf },
        { "a.html", "415 unsupported-media-type", "<html>"u8.ToArray() },
        { "a.pdf", "415 unsupported-media-type", Files.Png },
        { "a.pdf.exe", "415 unsupported-media-type", Files.Pdf },
        { "a.docx", "415 unsupported-media-type", Files.Zip("META-INF/MANIFEST.MF") },
        { "a.docx", "415 unsupported-media-type", Files.Zip("xl/workbook.xml") },
        { "a.docx", "415 unsupported-media-type", Files.Ole },
        { "a.txt", "415 unsupported-media-type", [.. "text"u8, 0] },
        { "a.txt", "415 unsupported-media-type", Files.Pdf },
        { "a.pdf", "400 validation-failed", [] },
    };

    [Theory, MemberData(nameof(NotTaken))]
    public async Task What_is_not_taken_is_refused(string name, string outcome, byte[] content)
    {
        Assert.Equal(outcome, await UploadAsync(Files.Form(name, content)));
        await AssertNothingIsLeftAsync();
    }

    public static TheoryData<string, string> Malformed => new()
    {
        { "", "400 malformed-multipart" },
        { $"--{Files.Boundary}--\n", "400 validation-failed" },
        { File, "400 validation-failed" },
        { $"{Category}--{Files.Boundary}--\n", "400 validation-failed" },
        { $"{Files.Part("name=category", "secret")}{File}", "400 validation-failed" },
        { $"{Files.Part("name=category", new string('x', 1000))}{File}", "400 malformed-multipart" },
        { $"{Category}{Category}{File}", "400 validation-failed" },
        { $"{Category}{Files.Part("name=file", "no file name")}--{Files.Boundary}--\n", "400 validation-failed" },
        { $"{Category}--{Files.Boundary}\nContent-Type: text/plain\n\nno disposition\n--{Files.Boundary}--\n", "400 malformed-multipart" },
        { $"{Category}{Files.Part("name=file; filename=a.txt", "goes on")}{Files.Part("name=more", "x")}--{Files.Boundary}--\n", "400 malformed-multipart" },
        { $"{Category}{Files.Part("name=file; filename=a.txt", "no end")}", "400 malformed-multipart" },
        { $"{Category}--{Files.Boundary}\n{string.Concat(Enumerable.Repeat("X-Header: x\n", 100))}\n", "400 malformed-multipart" },
    };

    [Theory, MemberData(nameof(Malformed))]
    public async Task A_form_that_is_not_as_it_must_be_is_refused(string form, string outcome)
    {
        Assert.Equal(outcome, await UploadAsync(Files.Raw(form)));
        await AssertNothingIsLeftAsync();
    }

    [Theory]
    [InlineData("multipart/form-data")]
    [InlineData("multipart/form-data; boundary=\"\"")]
    public async Task A_form_without_a_boundary_is_malformed(string type)
    {
        var content = Files.Raw(Category + File);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        Assert.Equal("400 malformed-multipart", await UploadAsync(content));
    }

    [Theory]
    [InlineData(Limit, true, "201")]
    [InlineData(Limit, false, "201")]
    [InlineData(Limit + 1, true, "413 payload-too-large")]
    [InlineData(Limit + 1, false, "413 payload-too-large")]
    public async Task Ninety_MiB_are_taken_and_not_a_byte_more(int length, bool tellsLength, string outcome)
    {
        Assert.Equal(outcome, await UploadAsync(Files.Form("large.pdf", Large(length, tellsLength))));
        if (outcome != "201") await AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task A_length_far_beyond_the_limit_is_refused_before_anything_is_sent() =>
        Assert.Equal("413 payload-too-large", await UploadAsync(Files.Form("large.pdf", Large(Limit + MiB, tellsLength: true)), ("Expect", "100-continue")));

    [Fact]
    public async Task A_customer_that_is_none_gets_no_file()
    {
        Assert.Equal("404 not-found", await _hub.Admin.OutcomeAsync(HttpMethod.Post, "/api/customers/cus_00000000000000000000000000/attachments", Files.Form("a.pdf", Files.Pdf)));
        await AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task A_connection_that_breaks_leaves_nothing()
    {
        using (await BeginAsync()) Assert.Single(await LooseAsync());
        await UntilAsync(async () => (await LooseAsync()).Count == 0);
        await AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task A_customer_deleted_meanwhile_leaves_nothing()
    {
        using var upload = await BeginAsync();
        await _hub.Admin.DeleteAsync("/api/customers/" + _customer);
        await EndAsync(upload);
        Assert.StartsWith("HTTP/1.1 404", await AnswerAsync(upload), StringComparison.Ordinal);
        await UntilAsync(async () => (await LooseAsync()).Count == 0);
        Assert.Empty(TestStorage.Blobs(_hub));
    }

    [Fact]
    public async Task What_a_kill_left_behind_goes_after_a_day()
    {
        var files = _hub.Services.GetRequiredService<LooseFiles>();
        var loose = await files.BeginAsync(CustomerId.Parse(_customer), default);
        await files.WriteAsync(loose.Value, new MemoryStream(Files.Pdf), default);

        _hub.Time.Advance(LooseFiles.Patience - TimeSpan.FromMilliseconds(1));
        await TickAsync();
        Assert.NotEmpty(await LooseAsync());
        _hub.Time.Advance(TimeSpan.FromMilliseconds(1));
        await TickAsync();
        Assert.Empty(await LooseAsync());
        Assert.False(await _hub.Services.GetRequiredService<IBlobStore>().DeleteAsync(loose.Value.Blob, default));
    }

    [Fact]
    public async Task An_upload_that_takes_too_long_is_refused_before_its_file_can_be_removed()
    {
        using var upload = await BeginAsync();
        _hub.Time.Advance(LooseFiles.Patience - TimeSpan.FromHours(1));
        await EndAsync(upload);
        Assert.Contains("upload-too-slow", await AnswerAsync(upload), StringComparison.Ordinal);
        await AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task A_file_that_was_kept_is_not_removed_by_who_began_it()
    {
        using var upload = await BeginAsync();
        var loose = (await LooseAsync()).Single();
        await EndAsync(upload);
        Assert.StartsWith("HTTP/1.1 201", await AnswerAsync(upload), StringComparison.Ordinal);
        await _hub.Services.GetRequiredService<LooseFiles>().RemoveAsync(loose, default);
        var attachment = Assert.Single(await _hub.Admin.AllAsync($"/api/customers/{_customer}/attachments"));
        Assert.Equal(Begun.Length, (await _hub.Admin.Http.GetByteArrayAsync(Files.PathOf(_customer, attachment) + "/content")).Length);
    }

    [Fact]
    public async Task The_files_of_a_deleted_customer_go()
    {
        var attachment = await _hub.Admin.UploadAsync(_customer, "a.pdf", Files.Pdf);
        var row = await Documents.ReadAsync(Attachment.Type, _customer, attachment.Text("id"), default);
        await _hub.Admin.DeleteAsync("/api/customers/" + _customer);
        Assert.Equal("404 not-found", await _hub.Admin.OutcomeAsync(HttpMethod.Get, Files.PathOf(_customer, attachment) + "/content"));

        Assert.Null(await Documents.ReadAsync(Attachment.Type, _customer, attachment.Text("id"), default));
        Assert.False(await _hub.Services.GetRequiredService<IBlobStore>().DeleteAsync(row!.Value.Blob, default));
    }

    private static string Category => Files.Part("name=category", "other");
    private static string File => Files.Part("name=file; filename=a.txt", "hello") + $"--{Files.Boundary}--\n";
    private static byte[] Begun { get; } = [.. Files.Pdf, .. new byte[3 * MiB]];

    private static StreamContent Large(int length, bool tellsLength)
    {
        var bytes = new byte[length];
        Files.Pdf.CopyTo(bytes, 0);
        return new(tellsLength ? new MemoryStream(bytes) : new UntoldStream(bytes), 64 * 1024);
    }

    /// <summary>Its length is not known, so it is sent in chunks.</summary>
    private sealed class UntoldStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }

    private async Task<string> UploadAsync(HttpContent form, params (string, string)[] headers)
    {
        using (form) return await _hub.Admin.OutcomeAsync(HttpMethod.Post, $"/api/customers/{_customer}/attachments", form, headers);
    }

    /// <summary>A connection on which an upload has begun, and the hub has begun to keep it.</summary>
    private async Task<TcpClient> BeginAsync()
    {
        var connection = new TcpClient();
        await connection.ConnectAsync(_hub.Address.Host, _hub.Address.Port);
        var head = $"{Category}--{Files.Boundary}\nContent-Disposition: form-data; name=file; filename=a.pdf\n\n".ReplaceLineEndings("\r\n");
        var length = Encoding.UTF8.GetByteCount(head) + Begun.Length + Tail.Length;
        await connection.GetStream().WriteAsync(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"POST /api/customers/{_customer}/attachments HTTP/1.1\r\nHost: hub\r\nConnection: close\r\nAuthorization: Bearer {HubHost.AdminKey}\r\nContent-Type: multipart/form-data; boundary={Files.Boundary}\r\nContent-Length: {length}\r\n\r\n{head}")));
        await connection.GetStream().WriteAsync(Begun);
        await UntilAsync(async () => (await LooseAsync()).Count == 1);
        return connection;
    }

    private static byte[] Tail { get; } = Encoding.UTF8.GetBytes($"\r\n--{Files.Boundary}--\r\n");

    private static async Task EndAsync(TcpClient upload) => await upload.GetStream().WriteAsync(Tail);

    private static async Task<string> AnswerAsync(TcpClient upload)
    {
        using var reader = new StreamReader(upload.GetStream());
        return await reader.ReadToEndAsync();
    }

    private async Task AssertNothingIsLeftAsync()
    {
        Assert.Empty(await LooseAsync());
        Assert.Empty(await _hub.Admin.AllAsync($"/api/customers/{_customer}/attachments"));
        Assert.Empty(TestStorage.Blobs(_hub));
        Assert.Equal(0, (await _hub.Services.GetRequiredService<CustomerStore>().FindAsync(_customer, default))!.Value.Counts.Attachments);
    }

    private async Task<List<Stored<LooseFile>>> LooseAsync()
    {
        List<Stored<LooseFile>> found = [];
        await foreach (var loose in Documents.AllAsync(LooseFile.Type, new Query(LooseFile.Type, 100), default)) found.Add(loose);
        return found;
    }

    private Task TickAsync() => _hub.Services.GetRequiredService<Schedules>().RunAsync(Schedules.RemoveLooseFiles, default);

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var begun = TimeProvider.System.GetTimestamp(); !await holds();)
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromSeconds(30), "It did not come to that.");
    }
}
