using Customers.Domain.Accounts;
using Customers.Domain.Payments;
using static Customers.Domain.Tests.Setup.Sample;

namespace Customers.Domain.Tests.Books;

internal static class MoneyDeeds
{
    /// <summary>Oldest first, waiting, or for one or two invoices that are named.</summary>
    public static Act Pay(BookScene scene, Step step)
    {
        var (before, model, amount, date) = (scene.Now, scene.Model, Deeds.Cents(step.B), scene.Today.AddDays(-step.C % 20));
        var wishes = step.A % 4 < 2 ? [] : Wishes(model, step);
        var targets = Targets(model, wishes, amount, out var refused);
        var wish = new PaymentWish(Euros(amount), "bank", date, null, null, wishes, AutoAllocate: step.A % 4 != 1, null);
        return new(refused, async (_, books) => (await books.Payments.RunAsync(scene.Id, wish, Ann, default)).Refusal, now =>
        {
            var credit = CreditDeeds.Hold(model, now, Deeds.New(before.Of(PostingKind.Payment), now.Of(PostingKind.Payment), p => p.Id).Id);
            Assert.Equal((amount, date), (credit.Total, credit.Date));
            credit.Waits = !wish.AutoAllocate;
            foreach (var (invoice, part) in targets) model.Allocate(credit, invoice, part);
            if (wishes.Count == 0 && !credit.Waits) model.Settle(model.Oldest(), model.Usable(), model.Partly);
        });
    }

    public static Act? Allocate(BookScene scene, Step step)
    {
        if (scene.Model.Credits.Pick(step.C) is not { } credit) return null;
        var wishes = Wishes(scene.Model, step);
        var targets = Targets(scene.Model, wishes, credit.Open, out var refused);
        return new(Closed(credit) ?? refused, async (_, books) => (await books.Allocations.AddAsync(scene.Id, credit.Kind, credit.Id, wishes, Ann, default)).Refusal, _ =>
        {
            foreach (var (invoice, part) in targets) scene.Model.Allocate(credit, invoice, part);
        });
    }

    public static Act? Release(BookScene scene, Step step)
    {
        if (scene.Model.Credits.Pick(step.A) is not { } credit) return null;
        var one = step.B % 2 == 0 ? null : step.B % 3 == 0 ? "inv_none" : credit.To.Keys.Order(StringComparer.Ordinal).FirstOrDefault() ?? "inv_none";
        var refused = Closed(credit) ?? (one == "inv_none" ? "not-found" : null);
        return new(refused, async (_, books) => (await books.Allocations.RemoveAsync(scene.Id, credit.Kind, credit.Id, one, Ann, default)).Refusal, _ =>
        {
            credit.Waits |= credit.To.Count > 0;
            foreach (var invoice in credit.To.Keys.Where(id => (one ?? id) == id).ToList()) scene.Model.Release(credit, invoice);
        })
        { IsGoneOnceDone = one is not null };
    }

    public static Act? Refund(BookScene scene, Step step)
    {
        if (scene.Model.Credits.Pick(step.A) is not { } credit) return null;
        var amount = step.B % 3 == 0 && credit.Open > 0 ? credit.Open : Deeds.Cents(step.C);
        var refused = Closed(credit) ?? (amount > credit.Open ? "refund-exceeds-credit" : null);
        return new(refused, async (_, books) => (await books.Refunds.RunAsync(scene.Id, new(Euros(amount), credit.Kind, credit.Id, "bank", null, null, null), Ann, default)).Refusal, _ =>
        {
            credit.Open -= amount;
            credit.Refunded += amount;
            scene.Model.Post(PostingKind.Refund, amount);
        });
    }

    public static Act Adjust(BookScene scene, Step step)
    {
        var amount = step.A % 2 == 0 ? Deeds.Cents(step.B) : -Deeds.Cents(step.B);
        return new(null, async (_, books) => (await books.Adjustments.RunAsync(scene.Id, Euros(amount), "Written off", scene.Today.AddDays(-step.C % 20), Ann, default)).Refusal, _ =>
            scene.Model.Post(PostingKind.Adjustment, amount));
    }

    public static Act? Void(BookScene scene, Step step)
    {
        if (scene.Model.Credits.Where(credit => credit.Kind == PostingKind.Payment).ToList().Pick(step.A) is not { } payment) return null;
        var refused = payment.Voided ? null : payment.OfStore ? "store-money" : payment.Refunded > 0 ? "payment-refunded" : null;
        return new(refused, async (_, books) => (await books.Voids.RunAsync(scene.Id, payment.Id, Ann, default)).Refusal, _ =>
        {
            if (payment.Voided) return;
            foreach (var invoice in payment.To.Keys.ToList()) scene.Model.Release(payment, invoice);
            (payment.Voided, payment.Open) = (true, 0);
            scene.Model.Post(PostingKind.Void, payment.Total);
        });
    }

    private static string? Closed(HeldCredit credit) => credit.OfStore ? "store-money" : credit.Voided ? "payment-voided" : null;

    private static List<AllocationWish> Wishes(BookModel model, Step step)
    {
        var (invoice, order) = (model.Invoices.Pick(step.A), model.Orders.Pick(step.A));
        var wishes = new List<AllocationWish> { new(invoice?.Id ?? "inv_none", null, Euros(step.C % 3 == 0 && invoice?.Open > 0 ? invoice.Open : Deeds.Cents(step.C))) };
        if (step.A % 4 == 3 && order is not null) wishes.Add(new(null, order.Id, Euros(Deeds.Cents(step.B))));
        return wishes;
    }

    /// <summary>What each invoice gets, or the code of the first thing that speaks against it.</summary>
    private static Dictionary<OwedInvoice, long> Targets(BookModel model, IReadOnlyList<AllocationWish> wishes, long available, out string? refused)
    {
        (var targets, refused) = (new Dictionary<OwedInvoice, long>(ReferenceEqualityComparer.Instance), null);
        foreach (var wish in wishes)
        {
            var meant = model.Invoices.Where(invoice => wish.InvoiceId is null ? invoice.OrderId == wish.OrderId : invoice.Id == wish.InvoiceId).OrderBy(invoice => invoice.Due).ThenBy(invoice => invoice.Id, StringComparer.Ordinal).ToList();
            if (meant.Count == 0) refused = "validation-failed";
            else if (meant.Any(invoice => invoice.IsForeign))
            {
                refused = "currency-mismatch";
                return targets;
            }
            else if (wish.Amount.Minor > meant.Sum(invoice => invoice.Open - targets.GetValueOrDefault(invoice)))
            {
                refused = "allocation-exceeds-remaining";
                return targets;
            }

            for (var (i, rest) = (0, wish.Amount.Minor); i < meant.Count; i++)
            {
                var part = Math.Min(rest, meant[i].Open - targets.GetValueOrDefault(meant[i]));
                if (part > 0) targets[meant[i]] = targets.GetValueOrDefault(meant[i]) + part;
                rest -= part;
            }
        }

        refused ??= !model.Partly && targets.Any(to => to.Value < to.Key.Open) ? "partial-payment-not-allowed" : targets.Values.Sum() > available ? "allocation-exceeds-remaining" : null;
        return targets;
    }
}
