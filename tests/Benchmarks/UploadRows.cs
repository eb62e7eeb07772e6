using System.Diagnostics;
using System.Net.Http.Headers;

namespace Customers.Benchmarks;

/// <summary>Large files put at once: they stream through, so memory hardly rises.</summary>
internal static class UploadRows
{
    private const int Files = 4;
    private const int Megabytes = 80;
    private const int MostMegabytesMore = 40;

    public static async Task AddAsync(Table table)
    {
        using var data = new DataPath();
        await using var hub = await HubProcess.StartAsync(data);
        var path = $"/api/customers/{await hub.CreateAsync("/api/customers", new { name = "Uploads" })}/attachments";
        await PutAsync(hub, path, megabytes: 1);

        hub.TakeUse();
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
        var before = hub.TakeUse().PeakMegabytes;
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Files).Select(_ => PutAsync(hub, path, Megabytes)));
        var taken = Stopwatch.GetElapsedTime(start);
        var (peak, processor) = hub.TakeUse();
        table.Memory($"{Files} uploads of {Megabytes} MB at once, in {taken.TotalSeconds:0.0} s", peak - before, MostMegabytesMore, peak, processor / Files);
    }

    private static async Task PutAsync(HubProcess hub, string path, int megabytes)
    {
        using var file = new StreamContent(new PdfOfZeros(megabytes * 1_000_000L), 64 * 1024);
        file.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "file", FileName = "large.pdf" };
        using var form = new MultipartFormDataContent { { new StringContent("other"), "category" }, file };
        await hub.PostAsync(path, form);
    }

    /// <summary>As long as said, without being anywhere.</summary>
    private sealed class PdfOfZeros(long length) : MemoryStream
    {
        private long _sent;

        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = (int)Math.Min(buffer.Length, length - _sent);
            buffer.Span[..count].Clear();
            if (_sent == 0) "%PDF-1.7"u8.CopyTo(buffer.Span);
            _sent += count;
            return ValueTask.FromResult(count);
        }
    }
}
