using System.Text;
using System.Text.Json;
using Customers.Domain.Blobs;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Jobs;
using Customers.Functions.Jobs;
using Customers.Functions.Stores;
using Customers.Functions.Tests.App;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace Customers.Functions.Tests.Jobs;

/// <summary>A person is redacted while what is held of it is being gathered.</summary>
public sealed class TellDataTests : IDisposable
{
    private const string Mark = "quillfeather";
    private readonly Mock<IBlobStore> _blobs = new();
    private readonly Dictionary<string, byte[]> _written = [];
    private readonly EmbeddedHub _hub;
    /// <summary>What happens while the file is being written.</summary>
    private Func<Task> _meanwhile = () => Task.CompletedTask;

    public TellDataTests()
    {
        _blobs.Setup(blobs => blobs.WriteAsync(It.IsAny<string>(), It.IsAny<Stream>(), It.IsAny<CancellationToken>())).Returns(WriteAsync);
        _blobs.Setup(blobs => blobs.DeleteAsync(It.IsAny<string>(), It.IsAny<CancellationToken>())).ReturnsAsync((string name, CancellationToken _) => _written.Remove(name));
        _hub = new(services => services.AddSingleton(_blobs.Object));
    }

    public void Dispose() => _hub.Dispose();

    [Theory]
    [InlineData("before the person is read")]
    [InlineData("after the person is read")]
    [InlineData("before the file is known")]
    [InlineData("while the file is written")]
    public async Task No_file_is_left_and_nothing_is_said_to_be_held(string moment)
    {
        var person = await PersonAsync();
        var isOver = false;
        switch (moment)
        {
            case "before the person is read": _hub.Documents.BeforeRead = key => key.Id == person.Value ? OnceAsync() : Task.CompletedTask; break;
            case "after the person is read": _hub.Documents.AfterRead = key => key.Id == person.Value ? OnceAsync() : Task.CompletedTask; break;
            case "before the file is known": _hub.Documents.BeforeCommit = commit => commit.Writes.Any(write => write.Id.StartsWith("data-", StringComparison.Ordinal)) ? OnceAsync() : Task.CompletedTask; break;
            default: _meanwhile = OnceAsync; break;
        }

        var job = await TellAsync(person);
        Assert.True(isOver);
        Assert.DoesNotContain(_written.Values, file => Encoding.UTF8.GetString(file).Contains(Mark, StringComparison.OrdinalIgnoreCase));
        if (moment != "before the file is known") // then what is held is redacted already
        {
            Assert.Equal("""{"held":false}""", job.Result!.Value.GetRawText());
            Assert.Empty(_written);
            Assert.Null(await _hub.Documents.ReadAsync(DataFile.Type, DataFile.IdOf(job.Id), DataFile.IdOf(job.Id), default));
        }

        async Task OnceAsync()
        {
            if (isOver) return;
            isOver = true;
            await RedactAsync(person);
        }
    }

    [Fact]
    public async Task A_file_that_comes_to_be_while_it_is_being_removed_goes_too()
    {
        var person = await PersonAsync();
        var (reached, goOn, redacting) = (new TaskCompletionSource(), new TaskCompletionSource(), Task.CompletedTask);
        _hub.Documents.BeforeCommit = commit =>
        {
            if (!commit.Writes.Any(write => write is Write.Delete && write.Id.StartsWith("data-", StringComparison.Ordinal))) return Task.CompletedTask;
            reached.SetResult();
            return goOn.Task;
        };
        _meanwhile = () =>
        {
            redacting = RedactAsync(person);
            return reached.Task;
        };
        await TellAsync(person);
        Assert.Single(_written);
        goOn.SetResult();
        await redacting;
        Assert.Empty(_written);
    }

    [Fact]
    public async Task Somebody_deleted_meanwhile_leaves_neither_a_file_nor_its_mark()
    {
        var person = CustomerId.New(_hub.Get<UlidSource>());
        var job = await TellAsync(person);
        Assert.Equal("""{"held":false}""", job.Result!.Value.GetRawText());
        Assert.Empty(_written);
        Assert.Null(await _hub.Documents.ReadAsync(DataFile.Type, DataFile.IdOf(job.Id), DataFile.IdOf(job.Id), default));
    }

    private async Task<CustomerId> PersonAsync()
    {
        var store = (await _hub.RegisterAsync("s")).Value;
        await _hub.KeepAsync(new() { Id = "evt_1", StoreId = store.Id, Topic = "orders/updated", ResourceId = "1", OrderId = "1", ReceivedAt = RunningClock.Start }, new ToldOrder { Id = 1, Email = Mark + "@example.com" }.ToShopify().ToJsonString());
        await _hub.HandleAsync("evt_1");
        return (await _hub.Documents.QueryAsync(CustomerDocuments.Type, new Query(CustomerDocuments.Type, 1), default)).Items.Single().Value.Id;
    }

    private async Task RedactAsync(CustomerId person)
    {
        await using var scope = _hub.Get<IServiceScopeFactory>().CreateAsyncScope();
        Assert.Equal(Erasure.Done, await scope.ServiceProvider.GetRequiredService<ErasePerson>().RunAsync(person, Caller.Hub, default));
    }

    private async Task<Job> TellAsync(CustomerId person)
    {
        await using var scope = _hub.Get<IServiceScopeFactory>().CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<TellData>().RunAsync(person, default);
    }

    private async Task<BlobWritten> WriteAsync(string name, Stream content, CancellationToken cancel)
    {
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, cancel);
        await _meanwhile();
        _written[name] = copy.ToArray();
        return new(copy.Length, "00");
    }
}
