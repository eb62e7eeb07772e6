using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Merging;
using Customers.Domain.Redaction;
using Customers.Functions.Security;
using Customers.Functions.Stores;

namespace Customers.Functions.Jobs;

public enum Erasure { NoSuchCustomer, WaitsForOthers, Done }

/// <summary>Redacts a customer: its documents, then what stores have told of it, then the answers kept for its callers and what was gathered of it.</summary>
public sealed class ErasePerson(RedactCustomer redact, CustomerEvents events, ForgetEventBodies bodies, ForgetAnswers answers, DataFiles files)
{
    /// <summary>Once more, where it waits for others: events still to be handled bring amounts first, and end within minutes; a request that runs ends within seconds.</summary>
    public async Task<Erasure> RunAsync(CustomerId id, Caller by, CancellationToken cancel)
    {
        try
        {
            if (!await redact.RunAsync(id, by, cancel)) return Erasure.NoSuchCustomer;
        }
        catch (CustomerMergingException)
        {
            return Erasure.WaitsForOthers;
        }

        var done = true;
        await foreach (var found in events.OfAsync(id, cancel)) done &= await bodies.ForgetNowAsync(found, cancel);
        await foreach (var found in events.OfAnybodyAsync(id, cancel)) done &= await bodies.ForgetNowAsync(found, cancel);
        foreach (var known in await redact.IdsOfAsync(id, cancel))
        {
            done &= await answers.OfCustomerAsync(known, cancel);
            await files.RemoveOfAsync(known, cancel);
        }

        return done ? Erasure.Done : Erasure.WaitsForOthers;
    }
}
