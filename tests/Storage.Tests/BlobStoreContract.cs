using System.Security.Cryptography;
using System.Text;
using Customers.Domain.Blobs;

namespace Customers.Storage.Tests;

/// <summary>What every store of files does. An adapter plugs in by creating its port.</summary>
public abstract class BlobStoreContract
{
    protected abstract IBlobStore Blobs { get; }

    [ContractTheory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3_000_000)]
    [InlineData(9_000_000)]
    public async Task A_file_is_read_as_it_was_written(int length)
    {
        var bytes = RandomNumberGenerator.GetBytes(length);
        var written = await Blobs.WriteAsync("customers/cus_1/a.bin", new MemoryStream(bytes), default);
        Assert.Equal(new BlobWritten(length, Convert.ToHexStringLower(SHA256.HashData(bytes))), written);
        await using var file = await Blobs.OpenReadAsync("customers/cus_1/a.bin", default);
        Assert.Equal(bytes, await Bytes(file!));
    }

    [ContractFact]
    public async Task A_read_can_seek()
    {
        await Write("a", "0123456789");
        await using var file = await Blobs.OpenReadAsync("a", default);
        Assert.True(file!.CanSeek);
        file.Seek(7, SeekOrigin.Begin);
        Assert.Equal("789", Encoding.UTF8.GetString(await Bytes(file)));
        Assert.Equal(10, file.Length);
    }

    [ContractFact]
    public async Task A_write_does_not_mix_with_another_that_is_under_way()
    {
        const int length = 9_000_000;
        var otherIsUnderWay = new TaskCompletionSource();
        var write = Blobs.WriteAsync("a", new PausingStream(length, fill: 1, () => otherIsUnderWay.Task), default);
        var other = Blobs.WriteAsync("a", new PausingStream(length, fill: 2, async () =>
        {
            otherIsUnderWay.TrySetResult();
            await write;
            throw new EndOfStreamException();
        }), default);
        await Assert.ThrowsAsync<EndOfStreamException>(() => other);
        await using var file = await Blobs.OpenReadAsync("a", default);
        Assert.Equal([1], (await Bytes(file!)).Distinct());
    }

    [ContractFact]
    public async Task A_second_write_replaces_the_first()
    {
        await Write("a", "first, and longer");
        await Write("a", "second");
        Assert.Equal("second", await Text("a"));
    }

    [ContractFact]
    public async Task What_does_not_exist_is_null_or_false()
    {
        Assert.Null(await Blobs.OpenReadAsync("no/such/file", default));
        Assert.False(await Blobs.DeleteAsync("no/such/file", default));
    }

    [ContractFact]
    public async Task A_deleted_file_is_gone_and_its_neighbours_stay()
    {
        await Write("a", "1");
        await Write("a/b", "2");
        Assert.True(await Blobs.DeleteAsync("a", default));
        Assert.False(await Blobs.DeleteAsync("a", default));
        Assert.Null(await Text("a"));
        Assert.Equal("2", await Text("a/b"));
    }

    [ContractTheory]
    [InlineData(200_000)]
    [InlineData(9_000_000)]
    public async Task A_write_that_breaks_off_leaves_nothing_new_and_keeps_the_old(int length)
    {
        await Write("a", "old");
        await Assert.ThrowsAsync<EndOfStreamException>(() => Blobs.WriteAsync("a", new BreakingStream(length), default));
        await Assert.ThrowsAsync<EndOfStreamException>(() => Blobs.WriteAsync("b", new BreakingStream(length), default));
        Assert.Equal("old", await Text("a"));
        Assert.Null(await Text("b"));
    }

    [ContractFact]
    public async Task A_cancelled_write_leaves_nothing()
    {
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Blobs.WriteAsync("a", new MemoryStream(new byte[10]), cancel.Token));
        Assert.Null(await Text("a"));
    }

    [ContractTheory]
    [InlineData("")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a//b")]
    [InlineData("..")]
    [InlineData("a/../b")]
    [InlineData("a/./b")]
    [InlineData("...")]
    [InlineData("a\\b")]
    [InlineData("a b")]
    [InlineData("ü")]
    [InlineData("a\n")]
    public async Task Names_that_could_lead_elsewhere_are_refused(string name)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Write(name, "x"));
        await Assert.ThrowsAsync<ArgumentException>(() => Blobs.OpenReadAsync(name, default));
        await Assert.ThrowsAsync<ArgumentException>(() => Blobs.DeleteAsync(name, default));
    }

    [ContractFact]
    public async Task Names_have_up_to_200_characters()
    {
        await Write(new string('x', 200), "1");
        await Assert.ThrowsAsync<ArgumentException>(() => Write(new string('x', 201), "1"));
        Assert.Equal("1", await Text(new string('x', 200)));
    }

    [ContractFact]
    public async Task A_store_that_works_passes_its_check() => await Blobs.CheckAsync(default);

    protected Task Write(string name, string text) => Blobs.WriteAsync(name, new MemoryStream(Encoding.UTF8.GetBytes(text)), default);

    protected async Task<string?> Text(string name)
    {
        await using var file = await Blobs.OpenReadAsync(name, default);
        return file is null ? null : Encoding.UTF8.GetString(await Bytes(file));
    }

    private static async Task<byte[]> Bytes(Stream stream)
    {
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        return copy.ToArray();
    }

    /// <summary>Gives some bytes and then fails, as a sender does that hangs up.</summary>
    private sealed class BreakingStream(int length) : MemoryStream(new byte[length])
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is var read and > 0 ? read : throw new EndOfStreamException();
    }

    /// <summary>Pauses before its last quarter.</summary>
    private sealed class PausingStream(int length, byte fill, Func<Task> pause) : MemoryStream([.. Enumerable.Repeat(fill, length)])
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position >= Length * 3 / 4) await pause();
            return await base.ReadAsync(buffer, cancellationToken);
        }
    }
}
