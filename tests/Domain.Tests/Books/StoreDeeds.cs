using Customers.Domain.Accounts;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;
using Customers.Domain.Tests.Setup;

namespace Customers.Domain.Tests.Books;

internal static class StoreDeeds
{
    /// <summary>A store tells of one of its orders anew. How it splits that into documents it knows itself; the model takes them as they are.</summary>
    public static Act Tell(BookScene scene, Step step)
    {
        var (billed, model) = (step.B % 4 == 0 ? 0 : Deeds.Cents(step.B), scene.Model);
        var paid = (step.C % 3) switch { 0 => 0, 1 => billed, _ => Deeds.Cents(step.C) };
        var version = scene.NextVersion($"{step.A % 3}", billed, paid, step.C % 5 == 0 ? Math.Min(billed, 500) : 0, step.A % 3 == 2 || step.B % 5 == 0 ? "USD" : "EUR");
        var before = scene.Now.Orders.SingleOrDefault(o => o.Source?.ExternalId == version.ExternalId);
        return new(null, async (process, _) =>
        {
            await process.ImportAsync(scene.Store, version);
            return null;
        }, now =>
        {
            var settled = before is not null && before.Currency == version.Currency ? ByPeople(model, before.Id) : 0;
            foreach (var posting in now.Postings.Where(p => p.OfStore)) Take(model, posting);
            foreach (var credit in model.Credits.Where(credit => !credit.OfStore)) Free(model, credit, now, before?.Id);
            var order = now.Orders.Single(o => o.Source?.ExternalId == version.ExternalId);
            // People's money pays what is not paid in the store, and not more.
            var byPeople = Math.Min(settled, Math.Max(0, billed - paid));
            Assert.Equal((billed, paid + byPeople, byPeople), (order.Invoiced.Minor, order.Paid.Minor, ByPeople(model, order.Id)));
        });
    }

    private static long ByPeople(BookModel model, string orderId) =>
        model.Credits.Where(credit => !credit.OfStore).SelectMany(credit => credit.To).Where(to => model.Invoice(to.Key).OrderId == orderId).Sum(to => to.Value);

    /// <summary>Which of several payments gives way the hub knows itself; but only what settles this order.</summary>
    private static void Free(BookModel model, HeldCredit credit, KeptBooks now, string? orderId)
    {
        var left = now.Postings.Single(p => p.Id == credit.Id).Allocations.ToDictionary(to => to.InvoiceId, to => to.Amount.Minor);
        foreach (var (invoice, part) in credit.To.Where(to => model.Invoice(to.Key).OrderId == orderId).ToList())
        {
            var kept = left.GetValueOrDefault(invoice);
            Assert.InRange(kept, 0, part);
            credit.Open += part - kept;
            if (kept == 0) credit.To.Remove(invoice);
            else credit.To[invoice] = kept;
        }
    }

    private static void Take(BookModel model, Posting posting)
    {
        if (posting.Kind == PostingKind.Invoice)
        {
            var byPeople = model.Credits.Where(credit => !credit.OfStore).Sum(credit => credit.To.GetValueOrDefault(posting.Id));
            if (model.Invoices.All(invoice => invoice.Id != posting.Id)) model.Invoices.Add(new(posting.Id, posting.DueDate!.Value, posting.Number, posting.Total.Minor, posting.OrderId) { OfStore = true, IsForeign = posting.Total.Currency != Sample.Eur });
            Assert.InRange(byPeople, 0, posting.Settled.Minor);
            model.Invoice(posting.Id).Open = posting.Open.Minor;
        }
        else if (posting.IsCredit)
        {
            if (model.Credits.FirstOrDefault(credit => credit.Id == posting.Id) is not { } held) model.Credits.Add(held = new(posting.Id, posting.Kind, posting.Date, posting.Number, posting.Total.Minor) { OfStore = true, OrderId = posting.OrderId, IsForeign = posting.Total.Currency != Sample.Eur });
            held.Open = posting.Open.Minor;
            held.To.Clear();
            foreach (var to in posting.Allocations) held.To[to.InvoiceId] = to.Amount.Minor;
        }
    }
}
