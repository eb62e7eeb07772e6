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
        var version = scene.NextVersion($"{step.A % 3}", billed, paid, step.C % 5 == 0 ? Math.Min(billed, 500) : 0, step.A % 3 == 2 ? "USD" : "EUR");
        return new(null, async (process, _) =>
        {
            await process.ImportAsync(scene.Store, version);
            return null;
        }, now =>
        {
            foreach (var posting in now.Postings.Where(p => p.OfStore)) Take(model, posting);
            var order = now.Orders.Single(o => o.Source?.ExternalId == version.ExternalId);
            var byPeople = model.Credits.Where(credit => !credit.OfStore).SelectMany(credit => credit.To).Where(to => model.Invoice(to.Key).OrderId == order.Id).Sum(to => to.Value);
            Assert.Equal((billed, paid + byPeople), (order.Invoiced.Minor, order.Paid.Minor));
        });
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
