using System.Text;
using Customers.Domain.Claims;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Tests.Setup;
using static Customers.Domain.Tests.Setup.Sample;

namespace Customers.Domain.Tests.Redaction;

/// <summary>The store breaks off before or after any commit of a redaction; running it again ends it.</summary>
public sealed class RedactionFaultTests : IDisposable
{
    private const string Mark = "quillfeather";
    private readonly Setup.Hub _hub = new();

    public void Dispose() => _hub.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Running_again_after_a_fault_leaves_nothing_of_the_person(bool after)
    {
        var broken = 0;
        for (Exception? fault = new StoreUnavailableException("not begun"); fault is not null;)
        {
            var number = ++broken;
            var email = $"{Mark}{number}@shop.example";
            var customer = await PersonAsync(number, email);
            Task Break(int commit, Commit _) => commit == number ? throw new StoreUnavailableException("broken by the test") : Task.CompletedTask;
            var faulty = after ? new FaultyStore(_hub.Documents) { After = Break } : new FaultyStore(_hub.Documents) { Before = Break };
            fault = await Record.ExceptionAsync(() => _hub.Over(faulty).Redact.RunAsync(customer, Ann, default));
            Assert.True(fault is null or StoreUnavailableException, $"commit {number}: {fault}");

            Assert.True(await _hub.Do.Redact.RunAsync(customer, Ann, default));
            Assert.Empty(await TracesAsync(customer));
            Assert.Null(await _hub.FindAsync(Claim.Type, Claim.OfEmail(email), Claim.OfEmail(email)));
            Assert.Single(await _hub.AllAsync(HistoryEntry.Type, customer.Value), entry => entry.Action == "redacted");
            var record = await _hub.CustomerAsync(customer);
            Assert.Equal((10_000, 0), (record.Account.Owed(Eur).Minor, record.EmailClaims.Count));
        }

        Assert.True(broken > 5, $"{broken} commits were broken.");
    }

    private async Task<CustomerId> PersonAsync(int number, string email)
    {
        var version = Version($"{number}", 0, Guest(email)) with { Note = Mark, BillingAddress = new() { Name = Mark } };
        await _hub.Do.ImportAsync(Store(), version);
        var customer = (await _hub.OrderAsync(Store(), $"{number}"))!.CustomerId;
        await _hub.Do.Notes.RunAsync(customer, Mark, Ann, default);
        await _hub.Do.Hold.HoldAsync(customer, Mark, _ => true, Ann, default);
        return customer;
    }

    private async Task<List<string>> TracesAsync(CustomerId customer)
    {
        List<string> traces = [];
        foreach (var type in Setup.Hub.AllTypes.Where(type => type.Container == Containers.Customers))
            foreach (var found in (await _hub.Documents.QueryAsync(new Query(type, 1000) { Partition = customer.Value }, default)).Items)
                if (Encoding.UTF8.GetString(found.Body.Span) is var text && text.Contains(Mark, StringComparison.OrdinalIgnoreCase)) traces.Add(text);
        return traces;
    }
}
