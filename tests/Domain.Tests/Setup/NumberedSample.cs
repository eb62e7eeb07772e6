using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Settings;

namespace Customers.Domain.Tests.Setup;

/// <summary>The least that a numbered document is.</summary>
public sealed record NumberedSample(string Id, CustomerId CustomerId, string Number)
{
    public static readonly DocumentType<NumberedSample> Type = new("numberedSample", Containers.Customers, d => d.CustomerId.Value, d => d.Id) { Indexes = [[]] };
}

/// <summary>A process that posts documents, or breaks off in between.</summary>
public sealed class Poster(UseCases process, IDocumentStore documents)
{
    public async Task<NumberReservation> ReserveAsync(NumberedKind kind = NumberedKind.Invoice, CustomerId? customer = null) =>
        (await ReserveAsync(NewPlace(customer), kind)).Value;

    public Task<Outcomes.Outcome<NumberReservation>> ReserveAsync((CustomerId Customer, string Id) place, NumberedKind kind = NumberedKind.Invoice, string? given = null) =>
        process.Take.RunAsync(kind, given, place.Customer, place.Id, default);

    /// <summary>False when something lies in the document's place.</summary>
    public async Task<bool> CreateAsync(NumberReservation number) =>
        await documents.CreateAsync(NumberedSample.Type, new(number.DocumentId, number.CustomerId, number.Text), default) is not null;

    /// <summary>All of it, starting over where that is asked for.</summary>
    public async Task<string> PostAsync(NumberedKind kind = NumberedKind.Invoice)
    {
        while (true)
        {
            var number = await ReserveAsync(kind);
            if (await CreateAsync(number))
            {
                process.Take.Posted(number);
                return number.Text;
            }

            await GiveBackAsync(number);
        }
    }

    public Task GiveBackAsync(NumberReservation number) => process.Take.GiveBackAsync(number, default);

    public (CustomerId Customer, string Id) NewPlace(CustomerId? customer = null)
    {
        var owner = customer ?? CustomerId.New(process.Ids);
        return (owner, owner.NewDocumentId(process.Ids, IdPrefixes.Invoice));
    }
}
