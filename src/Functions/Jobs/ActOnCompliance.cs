using System.Security.Cryptography;
using System.Text;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Merging;
using Customers.Domain.Outcomes;
using Customers.Domain.Redaction;
using Customers.Domain.Stores;
using Customers.Functions.Security;
using Customers.Functions.Stores;

namespace Customers.Functions.Jobs;

/// <summary>
/// Does what the law asks through a shop: tells what is held on a person, or forgets a person, or all that came from the shop. The
/// job's id comes from the event's, so that an event that is handled again finds the same job.
/// </summary>
internal sealed class ActOnCompliance(FindShop shops, FindPerson people, IdsOfRequest ids, TellData tellData, RedactionJobs redactions, SaveStore stores)
{
    private static readonly EventResult Nobody = new(Ignored: true, "nobody-known: the hub holds nothing on this person") { ForgetBody = true };

    public async Task<Outcome<EventResult>> RunAsync(OpenStore here, StoreEvent kept, StoreMessage.Compliance asked, CancellationToken cancel)
    {
        if (await shops.RunAsync(here.Store, asked.ShopDomain, cancel) is not { } store) return Refusal.Unprocessable("other-shop", "shop_domain is none of the stores that are registered here.");
        ids.ComeFrom(new SeededIds(kept.ReceivedAt, SHA256.HashData(Encoding.UTF8.GetBytes(kept.Id)).AsSpan(0, SeededIds.SeedLength)));
        var by = new Caller(store.Id, store.Name, Role.Staff);
        if (asked.Request == ComplianceRequest.RedactShop)
        {
            await stores.DisableAsync(store.Id, by, cancel);
            return EventResult.Done with { JobId = (await redactions.StartOfShopAsync(store.Id, by, cancel)).Id };
        }

        var person = await people.RunAsync(store, asked.Customer, cancel);
        if (asked.Request == ComplianceRequest.TellData) return EventResult.Done with { JobId = (await tellData.RunAsync(person?.Id, cancel)).Id };
        return person is null ? Nobody : await RedactAsync(person, by, cancel);
    }

    private async Task<Outcome<EventResult>> RedactAsync(Customer person, Caller by, CancellationToken cancel)
    {
        var job = await redactions.StartAsync(person.Id.Value, by, cancel);
        if (!job.IsRefused(out var refusal)) return EventResult.Done with { JobId = job.Value.Id, ForgetBody = true };
        // It ends within minutes, and takes the person along.
        return refusal == MergeRules.Merging ? throw new CustomerMergingException($"{person.Id} is just being merged.") : Nobody;
    }
}
